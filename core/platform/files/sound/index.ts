import { amrSeconds } from './amr.ts'
import { decodeAmr, encodeAmr } from './codec.ts'
import { encodeOpus } from './opus.ts'
import { peaksOf } from './peaks.ts'
import { readWav, toTelephone, writeWav } from './wav.ts'

export { writeWav } from './wav.ts'

/** A recording that every browser plays, and how long it sounds in seconds. */
export type Recording = { data: Buffer; seconds: number }

/** AMR of narrow band as WAV, or undefined where it is damaged or another kind of AMR, which nobody here can read. */
export async function playable(amr: Buffer): Promise<Recording | undefined> {
  const seconds = amrSeconds(amr)
  if (seconds === undefined) return undefined
  const samples = await decodeAmr(amr).catch(() => undefined)
  return samples && { data: writeWav({ samples, rate: 8000 }), seconds }
}

/** A WAV file as AMR, or undefined where it is a WAV that nobody here can read. */
export async function asAmr(wav: Buffer): Promise<Recording | undefined> {
  const sound = readWav(wav)
  if (!sound) return undefined
  const data = await encodeAmr(toTelephone(sound))
  const seconds = amrSeconds(data)
  return seconds === undefined ? undefined : { data, seconds }
}

/** How long a WAV file sounds in seconds, or undefined where it cannot be read. */
export function wavSeconds(wav: Buffer): number | undefined {
  const sound = readWav(wav)
  return sound && sound.samples.length / sound.rate
}

/** A WAV file as an exchange plays it: 8 kHz, one channel, 16 bits. Undefined where the WAV cannot be read, or holds no sound. */
export function asTelephone(wav: Buffer): Recording | undefined {
  const sound = readWav(wav)
  const samples = sound && toTelephone(sound)
  if (!samples?.length) return undefined
  return { data: writeWav({ samples, rate: 8000 }), seconds: samples.length / 8000 }
}

/**
 * A WAV file of a call as it is kept: Ogg Opus, milliseconds, and `waves` peaks of its loudness (0 to 255). Undefined where
 * the WAV cannot be read, or holds no sound.
 */
export async function asKept(
  wav: Buffer,
  waves: number,
): Promise<{ data: Buffer; ms: number; peaks: number[] } | undefined> {
  const sound = readWav(wav)
  if (!sound || sound.samples.length === 0) return undefined
  const samples = toTelephone(sound)
  const data = await encodeOpus(samples)
  return { data, ms: Math.round(samples.length / 8), peaks: peaksOf(samples, waves) }
}
