import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Settings } from 'qiantai/plugin'
import { type WebSocket, WebSocketServer } from 'ws'
import { needed } from '../modules.ts'

type Asked = { method: string; path: string; query: Record<string, string>; body: unknown }
type Said = { status: number; body?: unknown }

/** The ARI of an exchange that exists on paper: answers what it is told to, notes what it is asked, tells what a test says. */
export type PaperExchange = {
  settings: Settings
  asked: Asked[]
  /** Answers a request in another way than "done", from now on: `GET channels`. */
  answers: Map<string, Said | (() => Said)>
  /** Tells an event to whoever listens, as it is. */
  tell: (event: unknown) => void
  /** Ends the connection, without a word. */
  drop: () => void
  /** Sockets so far. */
  visits: () => number
  stop: () => Promise<void>
}

const secret = 'the-password-of-ari'
const authorization = `Basic ${Buffer.from(`qiantai:${secret}`).toString('base64')}`

/** `port`: a free one unless told. */
export async function openPaperExchange(port = 0): Promise<PaperExchange> {
  const asked: Asked[] = []
  const answers: PaperExchange['answers'] = new Map()
  const sockets = new WebSocketServer({ noServer: true })
  let ear: WebSocket | undefined
  let visits = 0

  const server = createServer((request, response) => void take(request, response))
  server.on('upgrade', (request, stream, head) =>
    sockets.handleUpgrade(request, stream, head, (socket) => {
      visits++
      ear?.send(JSON.stringify({ type: 'ApplicationReplaced', application: 'qiantai' }))
      ear = socket
    }),
  )

  async function take(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://exchange')
    const body = (await request.setEncoding('utf8').toArray()).join('')
    const path = decodeURIComponent(pathname.replace('/ari/', ''))
    const method = request.method ?? 'GET'
    asked.push({ method, path, query: Object.fromEntries(searchParams), body: body && JSON.parse(body) })
    const told = answers.get(`${method} ${path}`) ?? usual(method, path)
    const said = request.headers.authorization === authorization ? told : { status: 401 }
    const { status, body: answer } = typeof said === 'function' ? said() : said
    response.writeHead(status).end(answer === undefined ? '' : JSON.stringify(answer))
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    settings: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, user: 'qiantai', secret },
    asked,
    answers,
    tell: (event) => ear?.send(typeof event === 'string' ? event : JSON.stringify(event)),
    drop: () => ear?.terminate(),
    visits: () => visits,
    async stop() {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const running = needed.map((name) => ({ name: `${name}.so`, status: 'Running' }))

/** An exchange on which nothing goes on: every list is empty, and everything is done as told. */
function usual(method: string, path: string): Said {
  if (method !== 'GET') return { status: 204 }
  if (path === 'asterisk/info') return { status: 200, body: { system: { version: '22.5.1' } } }
  if (path === 'asterisk/modules') return { status: 200, body: running }
  if (path.startsWith('applications/')) return { status: 200, body: { channel_ids: [] } }
  if (['channels', 'bridges', 'endpoints/PJSIP'].includes(path)) return { status: 200, body: [] }
  return path === 'asterisk/ping' ? { status: 200, body: {} } : { status: 404 }
}
