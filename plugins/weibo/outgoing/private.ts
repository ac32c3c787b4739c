import type { Outgoing } from 'qiantai/plugin'
import type { Line } from '../account.ts'
import { call } from '../api/client.ts'
import { picturesOf } from '../pictures.ts'
import { type Part, partsOf } from './parts.ts'
import { inSteps } from './progress.ts'

/** Sends a private message, in as many parts as it takes. */
export async function sendPrivately(line: Line, message: Outgoing, signal: AbortSignal) {
  const parts = partsOf(message, await picturesOf(line))
  if (!parts) throw refusal(line, message)
  await inSteps(line.channel, message.uid, parts, (part) => hand(line, message.to, part, signal))
  return {}
}

async function hand(line: Line, to: string, { type, data }: Part, signal: AbortSignal) {
  const values = { type, data: JSON.stringify(data), receiver_id: to, save_sender_box: '1' }
  await call(line, { host: 'messages', method: 'POST', path: '/2/messages/reply.json', values, signal })
}

function refusal({ channel }: Line, { kind }: Outgoing): Error {
  return channel.failure(`weibo:reason.${kind === 'image' ? 'address' : 'kind'}`, { permanent: true })
}
