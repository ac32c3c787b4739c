import assert from 'node:assert/strict'
import type { Channel, FetchAnswer } from 'qiantai/plugin'

/** What the platform answers: a text of JSON, a file, or an error of the way to it. */
export type Reply = string | { type: string; data: Buffer; name?: string } | Error
type Call = { path: string; query: Record<string, string>; text: string; json: Record<string, unknown> }

/** A platform that answers what a test says, and nothing else. */
export type Platform = {
  fetch: Channel['fetch']
  calls: Call[]
  /** The next answers under a path, in their order; the last one stays. */
  answer: (path: string, ...replies: Reply[]) => void
  /** The calls that reached a path. */
  callsTo: (path: string) => Call[]
}

export function createPlatform(): Platform {
  const replies = new Map<string, Reply[]>()
  const calls: Call[] = []
  return {
    calls,
    answer: (path, ...next) => void replies.set(path, next),
    callsTo: (path) => calls.filter((call) => call.path === path),
    async fetch(url, { body = '', signal } = {}) {
      signal?.throwIfAborted()
      const { pathname: path, searchParams } = new URL(url)
      const text = String(body)
      const json = text.startsWith('{') ? JSON.parse(text) : {}
      calls.push({ path, query: Object.fromEntries(searchParams), text, json })
      const next = replies.get(path) ?? assert.fail(`nobody said what ${path} answers`)
      return answerOf((next.length > 1 ? next.shift() : next[0]) ?? assert.fail('no answers left'))
    },
  }
}

function answerOf(reply: Reply): FetchAnswer {
  if (reply instanceof Error) throw reply
  const isText = typeof reply === 'string'
  const body = isText ? Buffer.from(reply) : reply.data
  const headers: Record<string, string> = { 'content-type': isText ? 'application/json' : reply.type }
  if (!isText && reply.name) headers['content-disposition'] = `attachment; filename="${reply.name}"`
  return { status: 200, headers, body, json: () => JSON.parse(body.toString('utf8')) }
}
