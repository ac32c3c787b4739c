import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Server as Listener } from 'node:http'
import { join } from 'node:path'
import { type Server, server as createServer } from '@hapi/hapi'
import type { Channel, Host, OpenChannel, Settings, SocketEndpoint } from 'qiantai/plugin'
import { WebSocketServer } from 'ws'
import webchat from '../index.ts'
import { Client } from './client.ts'
import { Memory, openMemory } from './memory.ts'

/** One site of the plugin on a bare server, on a memory instead of a clinic. */
export type Stage = {
  address: string
  memory: Memory
  /** The clock, in milliseconds; turn it. */
  clock: { now: number }
  /** A visitor with a token, who has agreed to the text unless told otherwise. */
  visitor: (options?: { agreed?: boolean }) => Promise<Client>
  /** What was logged as an error. */
  errors: object[]
  stop: () => Promise<void>
}

export const key = 'site'

/** Starts a stage; give it a memory to start on what was there before. */
export async function openStage(settings: Settings = {}, memory = new Memory()): Promise<Stage> {
  const clock = { now: Date.UTC(2026, 2, 1, 8, 30) }
  const errors: object[] = []
  const server = createServer({ port: 0, host: '127.0.0.1', debug: false })
  const parts: Parts = { routes: [], sockets: [] }
  const tools = toolsOf(clock, errors)
  const channel = openMemory(memory, tools, key, { title: '悦容', ...settings })
  const open = await webchat.channels[0]?.open(channel)
  await webchat.register(hostOf(tools, channel, parts))
  server.route(parts.routes)
  await server.start()
  const endSockets = serveSocket(server.listener, parts.sockets)
  const address = `http://127.0.0.1:${server.info.port}`

  async function visitor({ agreed = true } = {}) {
    const client = new Client(address, key)
    await client.session()
    if (agreed) await client.agree()
    return client
  }
  return { address, memory, clock, visitor, errors, stop: () => stop(open, endSockets, server) }
}

async function stop(open: OpenChannel | undefined, endSockets: () => void, server: Server) {
  await open?.close()
  endSockets()
  await server.stop({ timeout: 0 })
}

type Parts = { routes: Parameters<Host['route']>[0][]; sockets: SocketEndpoint[] }
type Tools = Pick<Host, 'failure' | 'fetch' | 'log' | 'now'>

function toolsOf(clock: { now: number }, errors: object[]): Tools {
  const quiet = () => {}
  return {
    failure: (reason, failure) => Object.assign(new Error(reason), failure),
    fetch: () => Promise.reject(new Error('nothing leaves')),
    log: { debug: quiet, info: quiet, warn: quiet, error: (fields) => void errors.push(fields) },
    now: () => clock.now,
  }
}

function hostOf(tools: Tools, channel: Channel, parts: Parts): Host {
  return {
    ...tools,
    route: (route) => void parts.routes.push(route),
    socket: (endpoint) => void parts.sockets.push(endpoint),
    channel: (wanted) => (wanted === channel.key ? channel : undefined),
    link: async ({ userAgent, ...trip }) => {
      if (!userAgent.includes('Known')) return undefined
      return { url: `https://provider.example/?back=${trip.back}`, cookie: `trip=${trip.who}; HttpOnly` }
    },
    view: (_template, context) => JSON.stringify(context),
    translate,
    brand: async () => ({
      name: '悦容',
      accent: '#b4637a',
      locale: 'zh-CN',
      timezone: 'Asia/Shanghai',
      privacy: { text: '', version: '' },
    }),
    secret: (purpose) => createHash('sha256').update(purpose).digest(),
    origin: ({ headers }) => `http://${String(headers['host'])}`,
    allow: limiter(tools.now),
    address: (request) => request.socket.remoteAddress ?? '',
    asset: (name) => `/p/webchat/assets/${name.replace('.', '-4F2A.')}`,
    assetFile: () => import.meta.filename,
  }
}

function translate(locale: string, key: string, values: object = {}): string {
  const texts = JSON.parse(readFileSync(join(webchat.home, `locales/${locale}.json`), 'utf8'))
  const path = key.replace('webchat:', '').split('.')
  const text: unknown = path.reduce((level, part) => level?.[part], texts)
  if (typeof text !== 'string') throw new Error(`no text for ${key} in ${locale}`)
  return Object.entries(values).reduce(
    (said, [name, value]) => said.replaceAll(`{{${name}}}`, String(value)),
    text,
  )
}

function limiter(now: () => number): Host['allow'] {
  const used = new Map<string, number[]>()
  return (key, limit, seconds) => {
    const recent = (used.get(key) ?? []).filter((at) => at > now() - seconds * 1000)
    used.set(key, [...recent, now()])
    return recent.length < limit
  }
}

function serveSocket(listener: Listener, [endpoint]: SocketEndpoint[]): () => void {
  if (!endpoint) throw new Error('no socket was registered')
  const server = new WebSocketServer({ noServer: true, maxPayload: endpoint.limit ?? 65_536 })
  listener.on('upgrade', (request, socket, head) => {
    if (!endpoint.accept(request)) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    server.handleUpgrade(request, socket, head, (connection) => endpoint.open(connection, request))
  })
  return () => server.clients.forEach((client) => client.terminate())
}
