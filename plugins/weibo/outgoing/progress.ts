import type { Channel } from 'qiantai/plugin'

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
  let done = steps.length > 1 ? ((await channel.recall<number>(name)) ?? 0) : 0
  for (const step of steps.slice(done)) {
    try {
      await take(step)
      done++
    } catch (error) {
      if (done > 0) await channel.remember(name, done)
      throw error
    }
  }
}
