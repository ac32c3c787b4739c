import { inThread } from './thread.ts'

const codec = 'amr-worker'

/** The sound of AMR frames, 8,000 samples a second between -1 and 1. Rejects where the codec chokes on them. */
export async function decodeAmr(data: Buffer): Promise<Float32Array> {
  const { amr } = Object(await inThread(codec, { command: 'decode', buffer: new Uint8Array(data) }))
  if (!(amr instanceof Float32Array)) throw new Error('no sound')
  return amr
}

/** AMR at 12.2 kbit/s of 8,000 samples a second between -1 and 1. */
export async function encodeAmr(samples: Float32Array): Promise<Buffer> {
  const { amr } = Object(await inThread(codec, { command: 'encode', samples, sampleRate: 8000 }))
  if (!(amr instanceof Uint8Array)) throw new Error('no sound')
  return Buffer.from(amr)
}
