import type { Line } from './account.ts'
import { type Arrival, arrivalOf } from './inbound.ts'
import { fetchMedia } from './media.ts'
import { introduce } from './people.ts'
import { readPush } from './push.ts'
import { receive } from './receiving.ts'

/** Works on a push that was kept. Rejects where it should be tried again. */
export async function takePush(line: Line, { body }: { body: string }, signal: AbortSignal): Promise<void> {
  const push = readPush(Buffer.from(body))
  const arrival = push && arrivalOf(push, line.account)
  if (!arrival) return
  await introduce(line, push.sender)
  await take(line, arrival, signal)
}

async function take(line: Line, arrival: Arrival, signal: AbortSignal): Promise<void> {
  const { channel, account } = line
  if (arrival.is === 'happening') return void (await channel.happened(arrival.happening))
  if (arrival.is === 'ring') return account.mentions ? channel.wake('mentions') : undefined
  const { incoming, media } = arrival
  if (incoming.public && !account.mentions) return
  await receive(line, media ? { ...incoming, ...(await fetchMedia(line, media, signal)) } : incoming)
}
