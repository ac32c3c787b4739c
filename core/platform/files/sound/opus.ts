import { oggOf } from './ogg.ts'
import { inThread } from './thread.ts'

/** Ogg Opus at 16 kbit/s of 8,000 samples a second between -1 and 1: some 120 KB a minute, half a second of work. */
export async function encodeOpus(samples: Float32Array): Promise<Buffer> {
  const { packets, lookahead } = Object(await inThread('opus-worker', samples))
  if (!Array.isArray(packets) || typeof lookahead !== 'number') throw new Error('no sound')
  return oggOf(packets, { samples: samples.length, lookahead })
}
