import { runCodec } from './codec.ts'
import { readWav, writeWav } from './wav.ts'

const magic = '#!AMR\n'
const frameMilliseconds = 20
const frameBytes = [13, 14, 16, 18, 20, 21, 27, 32, 6]

/** Is this AMR, by its first bytes? */
export function isAmr(data: Buffer): boolean {
  return data.toString('latin1', 0, magic.length) === magic
}

/** How long a recording is: every frame holds 20 ms. */
export function secondsOfAmr(data: Buffer): number {
  let frames = 0
  for (let at = magic.length; at < data.length; frames += 1) {
    at += frameBytes[((data[at] ?? 0) >> 3) & 15] ?? 1
  }
  return (frames * frameMilliseconds) / 1000
}

/** A recording as the phone sends it: AMR as it is, WAV made into AMR. Undefined for anything else. */
export async function toAmr(data: Buffer): Promise<Buffer | undefined> {
  if (isAmr(data)) return data
  const wav = readWav(data)
  return wav && Buffer.from(await runCodec('encode', wav.samples, wav.rate))
}

/** A recording as a browser can play it. */
export async function toWav(amr: Buffer): Promise<Buffer> {
  const samples = await runCodec('decode', new Uint8Array(amr))
  return writeWav(samples, 8000)
}
