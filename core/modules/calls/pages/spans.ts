import { durationText } from '../../../platform/http/index.ts'
import type { Call } from '../call.ts'

/** One stretch of a call. Labels: `calls.span.<name>`, and what it means: `calls.span-hint.<name>`. */
export type Span = { name: SpanName; text: string; at: number; share: number }
type SpanName = 'menu' | 'wait' | 'ring' | 'talk' | 'hold'

type Timed = Pick<
  Call,
  | 'direction'
  | 'startedAt'
  | 'queuedAt'
  | 'answeredAt'
  | 'endedAt'
  | 'setupMs'
  | 'ringMs'
  | 'talkMs'
  | 'holdMs'
>

/** What is shorter (milliseconds) is nothing that people would notice. */
const least = 500

/**
 * How the time of a call that has ended was spent, in order; `at` and `share` in percent of it. Who was never in a queue was
 * in the menu all the time, or, of those that we call, rang: the agent's phone first.
 */
export function spansOf(call: Timed): Span[] {
  const { setupMs, ringMs, talkMs, holdMs, endedAt } = call
  if (endedAt === null) return []
  const hold = Math.min(Number(holdMs ?? 0), Number(talkMs ?? 0))
  const before = Date.parse(call.answeredAt ?? endedAt) - Date.parse(call.startedAt)
  const isPlaced = call.direction === 'out'
  const ring = isPlaced ? before : Math.min(before, Number(setupMs ?? 0) + Number(ringMs ?? 0))
  const menu = call.queuedAt === null ? before - ring : Date.parse(call.queuedAt) - Date.parse(call.startedAt)
  const lengths: [SpanName, number][] = [
    ['menu', menu],
    ['wait', Math.max(0, before - menu - ring)],
    ['ring', ring],
    ['talk', Number(talkMs ?? 0) - hold],
    ['hold', hold],
  ]
  const shown = lengths.filter(([, ms]) => ms >= least)
  const total = shown.reduce((sum, [, ms]) => sum + ms, 0)
  const percent = (ms: number) => Math.round((ms / total) * 10_000) / 100
  let passed = 0
  return shown.map(([name, ms]) => {
    const span = { name, text: durationText(ms), at: percent(passed), share: percent(ms) }
    passed += ms
    return span
  })
}
