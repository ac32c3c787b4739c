import sharp from 'sharp'
import { writeWav } from '../recording/wav.ts'

/** A small picture. */
export function picture(): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 8, channels: 3, background: '#c66' } })
    .png()
    .toBuffer()
}

/** A recording of two seconds. */
export function recording(): Buffer {
  const samples = Float32Array.from({ length: 16_000 }, (_, index) => Math.sin(index / 12) / 2)
  return writeWav(samples, 8000)
}

/** The beginning of an MP4, which is all that anybody looks at. */
export const film = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(64)])
