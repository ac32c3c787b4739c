export type FileKind = 'image' | 'voice' | 'video' | 'document'

/** What a sniffed type is stored as. `names`: the extensions that go with it, the first is ours. */
export type FileType = { kind: FileKind; mime: string; names: string[] }

const MB = 1024 * 1024

/** Most bytes of one file. */
export const limits: Record<FileKind, number> = {
  image: 10 * MB,
  voice: 10 * MB,
  video: 50 * MB,
  document: 20 * MB,
}

const word = 'application/vnd.openxmlformats-officedocument'

/** What is taken in, by the type that its bytes show; whatever is not here is refused. SVG and HTML never are. */
export const allowed: Record<string, FileType> = {
  'image/jpeg': { kind: 'image', mime: 'image/jpeg', names: ['jpg', 'jpeg', 'jfif'] },
  'image/png': { kind: 'image', mime: 'image/png', names: ['png'] },
  'image/apng': { kind: 'image', mime: 'image/png', names: ['png', 'apng'] },
  'image/webp': { kind: 'image', mime: 'image/webp', names: ['webp'] },
  'image/gif': { kind: 'image', mime: 'image/gif', names: ['gif'] },
  'image/heic': { kind: 'image', mime: 'image/jpeg', names: ['jpg'] },
  'image/heif': { kind: 'image', mime: 'image/jpeg', names: ['jpg'] },
  'video/webm': { kind: 'voice', mime: 'audio/webm', names: ['webm'] },
  'audio/ogg': { kind: 'voice', mime: 'audio/ogg', names: ['ogg', 'oga', 'opus'] },
  'audio/ogg; codecs=opus': { kind: 'voice', mime: 'audio/ogg', names: ['ogg', 'oga', 'opus'] },
  'audio/mp4': { kind: 'voice', mime: 'audio/mp4', names: ['m4a', 'mp4'] },
  'audio/x-m4a': { kind: 'voice', mime: 'audio/mp4', names: ['m4a', 'mp4'] },
  'audio/mpeg': { kind: 'voice', mime: 'audio/mpeg', names: ['mp3'] },
  // Narrow-band AMR is turned into WAV on its way in; what stays one is another kind, and no browser plays it.
  'audio/amr': document('audio/amr', 'amr'),
  'audio/silk': document('audio/silk', 'silk'),
  'audio/wav': { kind: 'voice', mime: 'audio/wav', names: ['wav'] },
  'video/mp4': { kind: 'video', mime: 'video/mp4', names: ['mp4'] },
  'application/pdf': { kind: 'document', mime: 'application/pdf', names: ['pdf'] },
  'application/zip': { kind: 'document', mime: 'application/zip', names: ['zip'] },
  [`${word}.wordprocessingml.document`]: document(`${word}.wordprocessingml.document`, 'docx'),
  [`${word}.spreadsheetml.sheet`]: document(`${word}.spreadsheetml.sheet`, 'xlsx'),
  [`${word}.presentationml.presentation`]: document(`${word}.presentationml.presentation`, 'pptx'),
}

/** Office before 2007 shows one type for all its programs (and installers too): here the name decides. */
export const compound: Record<string, FileType> = {
  doc: document('application/msword', 'doc'),
  xls: document('application/vnd.ms-excel', 'xls'),
  ppt: document('application/vnd.ms-powerpoint', 'ppt'),
}

/** The kind of a stored file. */
export function kindOf(mime: string): FileKind {
  return typeNamed(mime)?.kind ?? 'document'
}

/** The type that is stored under this name, or undefined. */
export function typeNamed(mime: string): FileType | undefined {
  return Object.values(allowed).find((each) => each.mime === mime)
}

function document(mime: string, name: string): FileType {
  return { kind: 'document', mime, names: [name] }
}
