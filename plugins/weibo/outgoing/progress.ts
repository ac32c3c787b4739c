import type { Channel } from 'qiantai/plugin'

const month = 30 * 24 * 3_600_000

/**
 * Does the steps of a message that leaves in parts. Where one fails, the next try goes on with it: nothing of the
 * message is said twice because a later part failed.
 */
export async function inSteps<T>(
  channel: Channel,
  uid: string,
  steps: T[],
  take: (step: T) => Promise<void>,
): Promise<void> {
  const name = `parts.${uid}`
  const before = steps.length > 1 ? ((await channel.recall<number>(name)) ?? 0) : 0
  let done = before
  for (const step of steps.slice(before)) {
    try {
      await take(step)
      done++
    } catch (error) {
      if (done > 0) await channel.remember(name, done, channel.now() + month)
      throw error
    }
  }
  if (before > 0) await channel.forget(name, before)
}
