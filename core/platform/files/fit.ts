import { readFile } from 'node:fs/promises'
import type { Fit } from '../../plugin/index.ts'
import { shrink } from './images.ts'
import { typeNamed } from './kinds.ts'
import { cleanName } from './names.ts'
import { asAmr, wavSeconds } from './sound/index.ts'
import type { FileRecord } from './store.ts'

/** A file as a provider takes it. `seconds` of what sounds, where that is known. */
export type Fitted = { name: string; mime: string; data: Buffer; seconds?: number }
/** Why a file cannot be made fit: its type, its size, or how long it sounds. */
export type Misfit = { misfit: 'type' | 'size' | 'length' }

/** The file as it is where it fits; otherwise a picture smaller or of another type, a recording as AMR. */
export async function fitFile(path: string, file: FileRecord, fit: Fit): Promise<Fitted | Misfit> {
  const data = await readFile(path)
  const { name, mime } = file
  const seconds = file.duration ?? (mime === 'audio/wav' ? wavSeconds(data) : undefined)
  if (seconds !== undefined && fit.seconds !== undefined && seconds > fit.seconds) return { misfit: 'length' }
  const isOfType = fit.types.includes(mime)
  if (isOfType && data.length <= fit.bytes)
    return { name, mime, data, ...(seconds !== undefined && { seconds }) }
  const made = mime.startsWith('image/') ? await shrink(data, fit) : await recode(data, mime, fit)
  if (!made) return { misfit: isOfType || mime.startsWith('image/') ? 'size' : 'type' }
  if (made.data.length > fit.bytes) return { misfit: 'size' }
  return { ...made, name: nameFor(name, made.mime) }
}

async function recode(data: Buffer, mime: string, { types }: Fit): Promise<Omit<Fitted, 'name'> | undefined> {
  if (mime !== 'audio/wav' || !types.includes('audio/amr')) return undefined
  const recording = await asAmr(data)
  return recording && { mime: 'audio/amr', ...recording }
}

function nameFor(name: string, mime: string): string {
  const type = typeNamed(mime)
  return type ? cleanName(name, type) : name
}
