import { once } from 'node:events'
import WebSocket from 'ws'
import { until } from '../../support/until.ts'
import type { Exchange } from './exchange.ts'

type AriEvent = {
  type: string
  args?: string[]
  channel?: { id: string; caller: { number: string; name: string } }
  cause?: number
  digit?: string
  refer_to?: { requested_destination: { destination?: string }; destination_channel?: { id: string } }
}

/** A bare hand on the exchange, for tests that need no plugin: requests, and every event so far. */
export type Ari = {
  events: AriEvent[]
  post: (path: string, query?: Record<string, string>, body?: unknown) => Promise<unknown>
  put: (path: string, body: unknown) => Promise<unknown>
  remove: (path: string, query?: Record<string, string>) => Promise<unknown>
  /** The first event of this type that fits, now or later. */
  event: (type: string, fits?: (event: AriEvent) => boolean) => Promise<AriEvent>
  close: () => void
}

export async function openAri({ url, settings, closes }: Exchange): Promise<Ari> {
  const key = `qiantai:${String(settings['secret'])}`
  const headers = { authorization: `Basic ${Buffer.from(key).toString('base64')}` }
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ari/events?app=qiantai`, { headers })
  const events: AriEvent[] = []
  socket.on('message', (text) => events.push(JSON.parse(String(text))))
  await once(socket, 'open')
  closes.push(() => socket.terminate())

  async function ask(method: string, path: string, query: Record<string, string>, body?: unknown) {
    const answer = await fetch(`${url}/ari${path}?${new URLSearchParams(query)}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text ? JSON.parse(text) : undefined
  }

  return {
    events,
    post: (path, query = {}, body) => ask('POST', path, query, body),
    put: (path, body) => ask('PUT', path, {}, body),
    remove: (path, query = {}) => ask('DELETE', path, query),
    event: async (type, fits = () => true) => {
      let found: AriEvent | undefined
      await until(`the exchange tells ${type}`, () => {
        found = events.find((event) => event.type === type && fits(event))
        return found !== undefined
      })
      if (!found) throw new Error(`no ${type}`)
      return found
    },
    close: () => socket.terminate(),
  }
}
