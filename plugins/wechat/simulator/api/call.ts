import type { IncomingMessage } from 'node:http'
import { isRecord } from '../wire/fields.ts'
import { refuse } from './refusal.ts'

/** A request to the API, read whole. */
export type Call = {
  method: string
  path: string
  query: Record<string, string>
  contentType: string
  body: Buffer
  /** The body as a JSON object. Refuses what is none. */
  json: () => Record<string, unknown>
}

const megabytes = 1024 * 1024
const limit = 32 * megabytes

/** Reads a request to its end; rejects where it is cut off or endless. */
export async function readCall(request: IncomingMessage): Promise<Call> {
  const url = new URL(request.url ?? '/', 'http://simulator')
  const body = await bodyOf(request)
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    contentType: request.headers['content-type'] ?? '',
    body,
    json: () => objectOf(body),
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > limit) throw new RangeError('body too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function objectOf(body: Buffer): Record<string, unknown> {
  if (body.length === 0) throw refuse(44002)
  const text = body.toString('utf8')
  const value = parse(text)
  if (!isRecord(value)) throw refuse(47001)
  if (/\\u[0-9a-f]{4}/i.test(text.replaceAll('\\\\', ''))) throw refuse(40033)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
