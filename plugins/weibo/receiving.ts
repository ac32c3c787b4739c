import type { Channel, Incoming } from 'qiantai/plugin'
import type { Line } from './account.ts'

type Also = Parameters<Channel['receive']>[1]

/**
 * Hands a message to the clinic. A file that it does not take (a picture that is none) becomes a sign that something
 * came. What it refuses altogether, from somebody who is blocked, is over: what comes after must not wait for it.
 */
export async function receive(line: Line, incoming: Incoming, also?: Also): Promise<void> {
  const { channel } = line
  try {
    await channel.receive(incoming, also)
  } catch (error) {
    if (!isRefusal(error)) throw error
    channel.log.warn({ status: error.status, message: incoming.externalId }, 'weibo.message-refused')
    if (error.status === 400 && incoming.files) return receive(line, signOf(incoming), also)
    for (const [name, value] of Object.entries(also?.remember ?? {})) await channel.remember(name, value)
  }
}

function signOf(incoming: Incoming): Incoming {
  return { ...incoming, files: undefined, content: { type: 'unsupported', name: 'file' } }
}

/** The core says what is wrong with it as HTTP does; anything else may pass. */
function isRefusal(error: unknown): error is Error & { status: number } {
  return error instanceof Error && 'status' in error && (error.status === 400 || error.status === 403)
}
