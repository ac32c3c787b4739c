import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'

export type Posting = {
  method: 'GET' | 'POST'
  query: Record<string, string>
  body?: string
  contentType?: string
}

export type Posted = { status: number; body: string }

/** Calls an address of the clinic's server. Undefined where no answer came before the signal ended. */
export function post(url: string, posting: Posting, signal: AbortSignal): Promise<Posted | undefined> {
  const address = new URL(url)
  address.search = new URLSearchParams(posting.query).toString()
  const request = address.protocol === 'https:' ? secureRequest : plainRequest
  const headers = posting.contentType
    ? { 'content-type': posting.contentType, 'content-length': Buffer.byteLength(posting.body ?? '') }
    : {}
  const answer = Promise.withResolvers<Posted | undefined>()
  const sent = request(address, { method: posting.method, headers, signal }, (response) => {
    read(response).then(answer.resolve, () => answer.resolve(undefined))
  })
  sent.once('error', () => answer.resolve(undefined))
  sent.end(posting.body)
  return answer.promise
}

async function read(response: IncomingMessage): Promise<Posted> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }
}
