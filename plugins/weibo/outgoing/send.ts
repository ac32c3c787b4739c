import type { Outgoing } from 'qiantai/plugin'
import type { Line } from '../account.ts'
import { isPublic } from '../threads.ts'
import { sendPrivately } from './private.ts'
import { sendPublicly } from './public.ts'

/** Hands a message to Weibo: as a private message, or for all to read. Throws a failure by the table of errors. */
export async function send(
  line: Line,
  message: Outgoing,
  signal: AbortSignal,
): Promise<{ externalId?: string }> {
  const { channel, account } = line
  if (!account.token) throw channel.failure('weibo:reason.no-token', { account: 'refused' })
  return isPublic(message.to) ? sendPublicly(line, message, signal) : sendPrivately(line, message, signal)
}
