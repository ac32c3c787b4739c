import { createServer, type IncomingMessage } from 'node:http'
import type { TestContext } from 'node:test'
import Hapi from '@hapi/hapi'
import pino from 'pino'
import type { LiveTopic, Viewer } from '../../core/module.ts'
import type { Db } from '../../core/platform/db/index.ts'
import { append, createTailer } from '../../core/platform/events/index.ts'
import type { ServerFrame } from '../../core/platform/realtime/frames.ts'
import { createGate, issueTicket, LiveHub, liveEndpoint } from '../../core/platform/realtime/index.ts'
import { JsonSocket } from './socket.ts'

type Screen = JsonSocket<ServerFrame>

/** Agents, who sign in here by a cookie with their name. */
export const hao = viewer(3, 'hao', 'zh-CN')
export const mei = viewer(2, 'mei', 'en')

/** A small house with a real server and sockets, and no modules: what realtime stands on, and nothing else. */
export async function openHouse(t: TestContext, db: Db, topics: LiveTopic[] = [conversationTopic()]) {
  const log = pino({ level: 'silent' })
  const clock = { now: new Date('2026-03-02T01:00:00.000Z'), monotonic: 0 }
  const signedIn = new Map([hao, mei].map((one) => [`session=${one.name}`, one]))
  const present: string[] = []
  const events = createTailer(db, log)
  const hub = new LiveHub({ db, log, clock: () => clock.now, events })
  const gate = createGate({ log, now: () => clock.monotonic, address: () => '203.0.113.7' })
  const authenticate = async ({ headers }: IncomingMessage) => signedIn.get(headers.cookie ?? '')
  gate.add(liveEndpoint({ hub, authenticate, publicUrl: 'https://clinic.example' }))
  await hub.start({ topics, present: async (one) => void present.push(one.name) })
  await events.start()

  const listener = createServer()
  gate.attach(listener)
  const server = Hapi.server({ host: '127.0.0.1', port: 0, listener })
  await server.start()
  t.after(async () => {
    await hub.stop()
    await gate.stop()
    await events.stop()
    await server.stop()
  })

  /** A socket as a page of this origin opens it. */
  const origin = `http://127.0.0.1:${server.info.port}`
  const knock = (headers: Record<string, string> = {}, path = '/live'): Promise<Screen> =>
    JsonSocket.open(`${origin.replace('http', 'ws')}${path}`, { origin, ...headers })

  const ticketFor = (who: Viewer) => issueTicket(db, who.sessionId, clock.now)
  const happen = (topic: string, type = 'message.created', ref?: number, data = {}) =>
    append(db, { topic, type, ref, data }, clock.now.toISOString())

  /** A signed-in screen that has said hello. */
  async function enter(who: Viewer = hao) {
    const screen = await knock({ cookie: `session=${who.name}` })
    screen.send({ t: 'hello', ticket: await ticketFor(who) })
    await screen.next('hello')
    return screen
  }

  return { db, hub, gate, events, clock, signedIn, present, knock, enter, ticketFor, happen, origin }
}

/** Follows and waits until the page is up to date; answers what was refused. Pushes from before are forgotten. */
export async function follow(screen: Screen, topics: string[], cursor?: string, page = 1): Promise<string[]> {
  screen.send({ t: 'follow', page, topics, cursor })
  screen.socket.on('message', forget)
  const { refused } = await screen.next('following')
  await screen.next('ready')
  return refused

  function forget() {
    const last = screen.heard.at(-1)
    if (last?.t !== 'following') return
    screen.heard.splice(0, screen.heard.length - 1)
    screen.socket.off('message', forget)
  }
}

/** The numbers that were pushed, and the cursor: everything that was sent before this question has come. */
export async function pushed(screen: Screen): Promise<{ refs: number[]; cursor?: string }> {
  screen.send({ t: 'ping' })
  const { cursor } = await screen.next('pong')
  const refs = screen.heard.flatMap((frame) => (frame.t === 'push' ? [Object(frame.data).ref] : []))
  return { refs, cursor }
}

/** Tells what happens in conversations; everybody may follow them, but for those in `closed`. */
export function conversationTopic(closed: Set<string> = new Set(), rendered: string[] = []): LiveTopic {
  return {
    kind: 'conversation',
    authorize: async (_viewer, id) => !closed.has(id),
    tells: ({ topic }) => (topic.startsWith('conversation:') ? topic : undefined),
    render: async (events) =>
      events.map(({ type, topic, ref }) => {
        rendered.push(topic)
        return {
          html: (locale) => `<p lang="${locale}">${ref}</p>`,
          data: { type, ref },
          regate: type === 'conversation.assigned',
        }
      }),
  }
}

function viewer(agentId: number, name: string, locale: Viewer['locale']): Viewer {
  return {
    agentId,
    name,
    locale,
    role: 'agent',
    permissions: new Set(),
    scope: 'own',
    teamIds: [],
    sessionId: agentId * 10,
    presence: 'online',
    ip: '203.0.113.7',
  }
}
