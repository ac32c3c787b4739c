import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Invalid } from '../../errors.ts'
import type { Fit } from '../../plugin/index.ts'
import type { Db } from '../db/index.ts'
import { redraw } from './images.ts'
import { fitFile, type Fitted, type Misfit } from './fit.ts'
import { type FileKind, type FileType, typeNamed } from './kinds.ts'
import { cleanName } from './names.ts'
import { refused, sniff, type Sniffed } from './sniff.ts'
import { playable, wavSeconds } from './sound/index.ts'
import { deleteFile, findFile, insertFile, type FileRecord } from './store.ts'

export type Upload = { owner: string; name: string; data: Buffer; kinds?: FileKind[] }

export type Files = {
  /**
   * Takes a file in: sniffed, images drawn anew, voice notes made playable, stored and synced. Not inside a transaction.
   * Throws `Invalid` (field `file`, message a key under `common.file`) where it is refused.
   */
  put: (upload: Upload) => Promise<FileRecord>
  find: (db: Db, uid: string) => Promise<FileRecord | undefined>
  /** Where its bytes are. A thumbnail has the type of its image; a file without one answers the file itself. */
  path: (file: Pick<FileRecord, 'uid' | 'thumbnail'>, size?: 'thumbnail') => string
  /** The file as a provider takes it, or why it cannot be made so. */
  fit: (file: FileRecord, fit: Fit) => Promise<Fitted | Misfit>
  /** Throws where a message still has it. */
  remove: (uid: string) => Promise<void>
}

/** What is stored of a file, and as what. */
type Body = {
  type: FileType
  data: Buffer
  thumbnail?: Buffer
  width?: number
  height?: number
  duration?: number
}

const everyKind: FileKind[] = ['image', 'voice', 'video', 'document']

/** Files live under random names in `folder`, outside of whatever is served; rows in `file` know what they are. */
export function createFiles(house: { db: Db; folder: string; clock: () => Date }): Files {
  const path: Files['path'] = ({ uid, thumbnail }, size) =>
    join(house.folder, uid.slice(0, 2), size && thumbnail ? `${uid}.thumbnail` : uid)
  return {
    put: (upload) => put(house, path, upload),
    find: findFile,
    path,
    fit: (file, fit) => fitFile(path(file), file, fit),
    remove: (uid) => remove(house.db, path, uid),
  }
}

async function put(
  house: { db: Db; clock: () => Date },
  path: Files['path'],
  upload: Upload,
): Promise<FileRecord> {
  const { owner, name, data, kinds = everyKind } = upload
  const body = await take(await sniff(name, data, kinds), data)
  const { type } = body
  const file = {
    uid: randomBytes(16).toString('hex'),
    owner,
    name: cleanName(name, type),
    mime: type.mime,
    size: body.data.length,
    sha256: createHash('sha256').update(body.data).digest('hex'),
    width: body.width,
    height: body.height,
    duration: body.duration,
    thumbnail: body.thumbnail !== undefined,
    createdAt: house.clock().toISOString(),
  }
  await write(path(file), body.data)
  if (body.thumbnail) await write(path(file, 'thumbnail'), body.thumbnail)
  return { id: await insertFile(house.db, file), ...file }
}

async function take(type: Sniffed, data: Buffer): Promise<Body> {
  if (type.kind === 'image') return draw(type, data)
  if (type.mime === 'audio/amr') return hear(type, data)
  const seconds = type.mime === 'audio/wav' ? wavSeconds(data) : undefined
  return { type, data, ...(seconds !== undefined && { duration: Math.ceil(seconds) }) }
}

/** A voice note of a phone, as browsers play it; what nobody can play is kept as it came. */
async function hear(type: FileType, amr: Buffer): Promise<Body> {
  const recording = await playable(amr)
  const wav = typeNamed('audio/wav')
  if (!recording || !wav) return { type, data: amr }
  return { type: wav, data: recording.data, duration: Math.ceil(recording.seconds) }
}

async function draw(type: Sniffed, data: Buffer): Promise<Body> {
  try {
    return { type, ...(await redraw(data, type.mime)) }
  } catch (error) {
    if (error instanceof Invalid) throw error
    throw refused(type.heic ? 'heic' : 'broken')
  }
}

/** Under its name only when it is whole and on the disk: accepted means stored. */
async function write(path: string, data: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const handle = await open(`${path}.part`, 'wx', 0o600)
  try {
    await handle.writeFile(data)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${path}.part`, path)
}

async function remove(db: Db, path: Files['path'], uid: string): Promise<void> {
  const file = await findFile(db, uid)
  if (!file) return
  await deleteFile(db, uid)
  await rm(path(file), { force: true })
  await rm(path(file, 'thumbnail'), { force: true })
}
