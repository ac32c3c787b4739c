import type { Channel, FetchAnswer } from 'qiantai/plugin'
import { textOf, type Tree } from '../tree.ts'
import { reach, refusalIn, replyOf, type Request } from './exchange.ts'
import type { Multipart } from './multipart.ts'
import { type Remedies, secondsToMidnight } from './remedies.ts'
import type { Token } from './token.ts'

export type Call = {
  query?: Record<string, string>
  /** Sent as JSON. */
  json?: object
  form?: Multipart
  signal?: AbortSignal
  once?: true
  /** Bytes of the answer. */
  limit?: number
}

/** The platform's API, as one account may use it. Refusals are failures by the table of codes. */
export type Api = {
  call: (path: string, call?: Call) => Promise<Tree>
  /** A file, or the JSON that came instead of one. */
  fetch: (path: string, call?: Call) => Promise<Answer>
}
type Answer = { file: FetchAnswer; reply?: undefined } | { reply: Tree; file?: undefined }

/** `host` without a slash at its end. */
export function apiOf(channel: Channel, host: string, token: Token, remedies: Remedies): Api {
  async function attempt(path: string, call: Call, used: string): Promise<Answer> {
    const search = new URLSearchParams({ access_token: used, ...call.query })
    const url = `${host}${path}?${search}`
    const request = requestOf(call)
    const answer = await reach(channel, url, request)
    return isFile(answer) ? { file: answer } : { reply: replyOf(channel, remedies, url, request, answer) }
  }

  async function fetch(path: string, call: Call = {}) {
    const used = await token.value()
    try {
      return await attempt(path, call, used)
    } catch (error) {
      const { remedy } = refusalIn(error)
      if (remedy === 'tomorrow') await noteQuota(channel, path)
      if (remedy !== 'renew') throw error
      await token.drop(used)
      return attempt(path, call, await token.value())
    }
  }

  async function call(path: string, options?: Call) {
    const { reply } = await fetch(path, options)
    if (reply) return reply
    throw channel.failure('wechat:reason.garbled')
  }

  return { call, fetch }
}

function requestOf({ json, form, signal, once, limit }: Call): Request {
  const body = form ?? (json && { type: 'application/json', body: Buffer.from(JSON.stringify(json)) })
  return {
    ...(body && { method: 'POST', headers: { 'content-type': body.type }, body: body.body }),
    ...(signal && { signal }),
    ...(once && { once }),
    ...(limit && { limit }),
  }
}

/** Errors come as JSON where a file was asked for, and some say that they are text; a file may be either. */
function isFile({ headers, body }: FetchAnswer): boolean {
  if ('content-disposition' in headers) return true
  return !/json|text/.test(headers['content-type'] ?? '') && body[0] !== '{'.charCodeAt(0)
}

async function noteQuota(channel: Channel, path: string) {
  const until = channel.now() + secondsToMidnight(channel.now()) * 1000
  await channel.remember('quota', path, until)
}

/** The text under this name of a reply; throws a failure where the platform has left it out. */
export function required(channel: Channel, reply: Tree, name: string): string {
  const text = textOf(reply, name)
  if (!text) throw channel.failure('wechat:reason.garbled')
  return text
}
