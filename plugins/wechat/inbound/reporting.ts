import type { Channel } from 'qiantai/plugin'
import type { Outcome } from './outcomes.ts'

// The outcome may be told before the answer to the sending has arrived.
const patience = 15_000

/** Tells what became of a notice that was sent earlier. `at` is when the platform told it, milliseconds. */
export async function reportOutcome(
  channel: Channel,
  { name: told, reason }: Outcome,
  at: number,
): Promise<void> {
  const name = `notice:${told}`
  const uid = await channel.recall<string>(name)
  if (uid === undefined) return unknown(channel, told, at)
  await channel.report(uid, reason ? 'failed' : 'delivered', reason)
  await channel.forget(name, uid)
}

function unknown(channel: Channel, name: string, at: number) {
  if (channel.now() < at + patience) throw channel.failure('wechat:reason.early', { retryAfter: 5 })
  channel.log.info({ name }, 'wechat.notice-unknown')
}
