import { fileTypeFromBuffer } from 'file-type'
import { Invalid } from '../../errors.ts'
import { allowed, compound, limits, type FileKind, type FileType } from './kinds.ts'
import { extensionOf } from './names.ts'
import { hasVideo } from './tracks.ts'

export type Sniffed = FileType & { heic: boolean }

/** What the bytes are, whatever the name says. Throws `Invalid` where that is not allowed, too large or nothing. */
export async function sniff(name: string, data: Buffer, kinds: FileKind[]): Promise<Sniffed> {
  if (data.length === 0) throw refused('empty')
  const mime = isSilk(data) ? 'audio/silk' : ((await fileTypeFromBuffer(data))?.mime ?? '')
  const type = typeOf(mime, name, data)
  if (!type || !kinds.includes(type.kind)) throw refused('type')
  if (data.length > limits[type.kind]) throw refused(`tooLarge.${type.kind}`)
  return { ...type, heic: mime.startsWith('image/hei') }
}

/** `reason` names a text under `common.file`. */
export function refused(reason: string): Invalid {
  return new Invalid([{ field: 'file', message: `common.file.${reason}` }])
}

/** Voice of Tencent's apps; some put a byte before it. */
function isSilk(data: Buffer): boolean {
  return [0, 1].some((at) => data.toString('latin1', at, at + 9) === '#!SILK_V3')
}

function typeOf(mime: string, name: string, data: Buffer): FileType | undefined {
  if (mime === 'application/x-cfb') return compound[extensionOf(name)]
  // Both containers look the same with and without pictures; phones record voice notes in them.
  if (mime === 'video/mp4' && !hasVideo(data)) return allowed['audio/mp4']
  if (mime === 'video/webm' && hasVideo(data)) return undefined
  return allowed[mime]
}
