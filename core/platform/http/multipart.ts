/** How a route takes a form with a picture or a recording. */
export const uploadPayload = { maxBytes: 12 * 1024 * 1024, multipart: { output: 'annotated' as const } }

/** A file that came with a form. */
export type Upload = { name: string; data: Buffer }

type Part = { filename?: string; payload?: unknown }

/** The fields of a form whose route asks for annotated parts, as a plain form has them; files are left out. */
export function fieldsOf(payload: unknown): Record<string, unknown> {
  const parts = Object.entries({ ...(payload as object) }).filter(([, part]) => !isFile(part))
  return Object.fromEntries(parts.map(([name, part]) => [name, valueOf(part)]))
}

/** The file of this field, or nothing where none was chosen. */
export function uploadOf(payload: unknown, name: string): Upload | undefined {
  const part = Object.entries({ ...(payload as object) }).find(([field]) => field === name)?.[1]
  if (!isFile(part)) return undefined
  const data = bytesOf(part.payload)
  return data && { name: part.filename, data }
}

/** What a browser calls text arrives as words. In other letters than UTF-8 it is no longer whole: take that as a stream. */
function bytesOf(payload: unknown): Buffer | undefined {
  const data = typeof payload === 'string' ? Buffer.from(payload) : payload
  return Buffer.isBuffer(data) && data.length > 0 ? data : undefined
}

function valueOf(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(valueOf)
  return isPart(part) ? part.payload : part
}

function isFile(part: unknown): part is Part & { filename: string } {
  return isPart(part) && part.filename !== undefined
}

function isPart(part: unknown): part is Part {
  return typeof part === 'object' && part !== null && 'payload' in part
}
