import { refuse } from '../api/refusal.ts'
import { secondsOfAmr } from '../recording/amr.ts'
import type { MediumType } from './store.ts'

/** What a type takes: kinds of file, bytes at most, and the code for one that is too large. */
type Limit = { mimes: string[]; bytes: number; code: number }

export type Limits = Partial<Record<MediumType, Limit>>

const megabytes = 1024 * 1024

/** Limits of a public account and a mini program. */
export const publicLimits: Limits = {
  image: { mimes: ['image/jpeg', 'image/png', 'image/gif'], bytes: 10 * megabytes, code: 40009 },
  voice: { mimes: ['audio/amr', 'audio/mpeg'], bytes: 2 * megabytes, code: 40010 },
  video: { mimes: ['video/mp4'], bytes: 10 * megabytes, code: 40011 },
  thumb: { mimes: ['image/jpeg'], bytes: 64 * 1024, code: 40012 },
}

/** Limits of WeCom: no MP3, but files. */
export const corpLimits: Limits = {
  image: { mimes: ['image/jpeg', 'image/png'], bytes: 10 * megabytes, code: 40009 },
  voice: { mimes: ['audio/amr'], bytes: 2 * megabytes, code: 40010 },
  video: { mimes: ['video/mp4'], bytes: 10 * megabytes, code: 40011 },
  file: { mimes: [], bytes: 20 * megabytes, code: 45001 },
}

/** Refuses a file that this type does not take; answers what the file is. */
export function admit(limits: Limits, type: string, data: Buffer): { type: MediumType; mime: string } {
  const name = typeNames.find((known) => known === type)
  const limit = name && limits[name]
  if (!name || !limit) throw refuse(40004)
  const mime = sniff(data)
  if (limit.mimes.length > 0 && !limit.mimes.includes(mime)) throw refuse(40005)
  if (data.length > limit.bytes || data.length <= 5) throw refuse(limit.code)
  if (mime === 'audio/amr' && secondsOfAmr(data) > 60) throw refuse(45007)
  return { type: name, mime }
}

const typeNames: MediumType[] = ['image', 'voice', 'video', 'thumb', 'file']

/** What a file is by its first bytes. */
export function sniff(data: Buffer): string {
  const start = data.toString('latin1', 0, 12)
  return signs.find(([sign]) => sign.test(start))?.[1] ?? 'application/octet-stream'
}

const signs: [RegExp, string][] = [
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^\x89PNG\r\n/, 'image/png'],
  [/^GIF8/, 'image/gif'],
  [/^#!AMR\n/, 'audio/amr'],
  [/^(ID3|\xff[\xfb\xf3\xf2])/, 'audio/mpeg'],
  [/^RIFF....WAVE/s, 'audio/wav'],
  [/^....ftyp/s, 'video/mp4'],
]

/** The ending of a file's name by its kind. */
export function extension(mime: string): string {
  return extensions[mime] ?? 'dat'
}

const extensions: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'audio/amr': 'amr',
  'audio/mpeg': 'mp3',
  'video/mp4': 'mp4',
}
