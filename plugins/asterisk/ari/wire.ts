import { randomUUID } from 'node:crypto'
import type { Tools } from 'qiantai/plugin'
import type { WebSocket } from 'ws'
import { count, type Dict, text } from '../json.ts'
import type { Answer, Ari } from './ask.ts'
import { searchOf } from './web.ts'

/** Requests over the socket that an exchange has opened to us. */
export type Wire = {
  ari: Ari
  /** The socket that requests go through from now on. */
  use: (socket: WebSocket) => void
  /** An answer has come over it. */
  answer: (said: Dict) => void
}

const patienceMilliseconds = 10_000

/** Makes the way to an exchange that comes to us; nothing is answered before it has. */
export function createWire(tools: Pick<Tools, 'failure'>): Wire {
  const asked = new Map<string, PromiseWithResolvers<Answer>>()
  let socket: WebSocket | undefined

  const ari: Ari = async ({ method, path, query, body }) => {
    if (socket?.readyState !== 1) throw tools.failure('asterisk:reason.away')
    const id = randomUUID()
    const waiting = Promise.withResolvers<Answer>()
    asked.set(id, waiting)
    const timer = setTimeout(
      () => waiting.reject(tools.failure('asterisk:reason.away')),
      patienceMilliseconds,
    )
    socket.send(
      JSON.stringify({
        type: 'RESTRequest',
        request_id: id,
        transaction_id: id,
        method,
        uri: path + searchOf(query),
        ...(body !== undefined && { content_type: 'application/json', message_body: JSON.stringify(body) }),
      }),
    )
    return waiting.promise.finally(() => {
      clearTimeout(timer)
      asked.delete(id)
    })
  }

  return {
    ari,
    use(next) {
      socket = next
      next.once('close', () => {
        for (const waiting of asked.values()) waiting.reject(tools.failure('asterisk:reason.away'))
      })
    },
    answer(said) {
      const waiting = asked.get(text(said, 'request_id'))
      const body = typeof said['message_body'] === 'string' ? said['message_body'] : ''
      waiting?.resolve({ status: count(said, 'status_code'), body: Buffer.from(body) })
    },
  }
}
