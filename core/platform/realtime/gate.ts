import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { SocketEndpoint } from '../../plugin/index.ts'
import type { Logger } from '../../log.ts'
import { createCount } from './count.ts'
import { closing } from './frames.ts'

/** Who comes in: what to do with the socket, or the HTTP status that refuses it. */
export type Admission = ((socket: WebSocket) => void) | 401 | 403 | 429

export type Endpoint = {
  path: string
  /** Bytes of one frame, 64 KiB unless told. */
  limit?: number
  /** Sockets that one address may have here at a time, 1,000 unless told. */
  perAddress?: number
  admit: (request: IncomingMessage) => Admission | Promise<Admission>
}

/** The one place where an HTTP connection becomes a socket. */
export type Gate = {
  /** Opens an endpoint. Throws where the path is taken. */
  add: (endpoint: Endpoint) => void
  /** Takes the upgrades of a listening server. */
  attach: (listener: Server) => void
  /** Pings everybody and ends whom nothing was heard from for 70 seconds; called every 25 seconds. */
  beat: () => void
  /** Closes every socket with "come back" and resolves when they are gone, after two seconds at the latest. */
  stop: () => Promise<void>
  stats: () => { sockets: number }
}

type Parts = {
  log: Logger
  /** Monotonic milliseconds. */
  now?: () => number
  /** The peer's address, trusted proxies seen through. */
  address: (request: IncomingMessage) => string
}

const frameLimit = 64 * 1024
const perAddress = 1000
const pingEvery = 25_000
const deadAfter = 70_000
const goodbye = 2000

/** Makes the gate; it opens no port of its own. */
export function createGate({ log, address, now = () => performance.now() }: Parts): Gate {
  const doors = new Map<string, { endpoint: Endpoint; server: WebSocketServer }>()
  const heard = new Map<WebSocket, number>()
  const addresses = createCount()
  const timer = setInterval(beat, pingEvery).unref()
  let stopped = false

  async function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer) {
    stream.on('error', () => stream.destroy())
    const door = doors.get(pathOf(request))
    if (!door || stopped) return refuse(stream, stopped ? 503 : 404)
    const key = `${door.endpoint.path} ${address(request)}`
    if (addresses.of(key) >= (door.endpoint.perAddress ?? perAddress)) return refuse(stream, 429)
    const admission = await door.endpoint.admit(request)
    if (typeof admission === 'number') return refuse(stream, admission)
    door.server.handleUpgrade(request, stream, head, (socket) => enter(socket, key, admission))
  }

  function enter(socket: WebSocket, key: string, open: (socket: WebSocket) => void) {
    const hear = () => heard.set(socket, now())
    hear()
    addresses.add(key)
    socket.on('message', hear)
    socket.on('pong', hear)
    socket.on('error', (error) => log.debug({ error: error.message }, 'socket.error'))
    socket.on('close', () => {
      heard.delete(socket)
      addresses.remove(key)
    })
    open(socket)
  }

  function beat() {
    for (const [socket, at] of heard) {
      if (now() - at > deadAfter) socket.terminate()
      else socket.ping()
    }
  }

  return {
    add(endpoint) {
      if (doors.has(endpoint.path)) throw new Error(`Two socket endpoints at ${endpoint.path}`)
      doors.set(endpoint.path, { endpoint, server: doorway(endpoint) })
    },
    attach(listener) {
      listener.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
        upgrade(request, stream, head).catch((error: unknown) => {
          log.error({ error, path: pathOf(request) }, 'socket.upgrade-failed')
          refuse(stream, 500)
        })
      })
    },
    beat,
    async stop() {
      stopped = true
      clearInterval(timer)
      await Promise.all([...heard.keys()].map(leave))
    },
    stats: () => ({ sockets: heard.size }),
  }
}

/** An endpoint of a plugin, which decides by itself whom to let in. */
export function pluginEndpoint({ path, limit, accept, open }: SocketEndpoint): Endpoint {
  return { path, limit, admit: (request) => (accept(request) ? (socket) => open(socket, request) : 403) }
}

function doorway({ limit = frameLimit }: Endpoint): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: limit,
    perMessageDeflate: false,
  })
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? ''
}

const reasons = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

function refuse(stream: Duplex, status: keyof typeof reasons) {
  if (!stream.writable) return
  stream.end(`HTTP/1.1 ${status} ${reasons[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** Says goodbye and waits until the other side has said it too, or does not. */
async function leave(socket: WebSocket) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(() => socket.terminate(), goodbye)
  socket.on('close', () => {
    clearTimeout(timer)
    resolve()
  })
  socket.close(closing.restart, 'restart')
  await promise
}
