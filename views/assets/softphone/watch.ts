import { type Quality, qualityOf, type Sample, sampleOf } from './quality.ts'
import type { Conversation } from './types.ts'

const every = 2000

/** Listens to how well a call comes through, every two seconds until it is stopped. */
export function watchQuality(call: Conversation, hear: (quality: Quality) => void): () => void {
  let before: Sample | undefined
  let heardAt = performance.now()
  const timer = setInterval(() => void look(), every)

  async function look() {
    const report = await call.stats()
    const now = report && sampleOf(report, performance.now())
    if (!now) return
    if (now.received > (before?.received ?? 0)) heardAt = now.at
    if (before) hear(qualityOf(before, now, heardAt))
    before = now
  }
  return () => clearInterval(timer)
}
