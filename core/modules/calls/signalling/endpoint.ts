import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import type { App, Viewer } from '../../../module.ts'
import type { Event } from '../../../platform/events/index.ts'
import { type Endpoint, isOwnOrigin } from '../../../platform/realtime/index.ts'
import { type BrowserPhone, browserPhoneOf } from '../softphone/index.ts'
import { closed } from './codes.ts'
import { carry, frameLimit } from './passage.ts'

type Authenticate = (request: IncomingMessage) => Promise<Viewer | undefined>

const lookEvery = 20_000
const perAddress = 200

/**
 * `/calls/signalling`: the way of a staff browser's phone to the exchange. From a page of ours, with a session, for who
 * takes calls and has a phone; a phone that is opened a second time leaves the first device.
 */
export function signallingEndpoint(app: App, authenticate: Authenticate): Endpoint {
  const open = new Map<string, WebSocket>()

  async function admit(request: IncomingMessage) {
    if (!isOwnOrigin(request, app.config.publicUrl)) return 403
    const viewer = await authenticate(request)
    if (!viewer) return 401
    const phone = await browserPhoneOf(app, viewer)
    if (!phone) return 403
    return (socket: WebSocket) => {
      if (!phone.signalling) return socket.close(closed.exchange, 'exchange')
      take(socket, phone)
      look(app, socket, viewer, () => isGood(request, phone))
      carry(socket, phone.name, phone.signalling)
    }
  }

  function take(socket: WebSocket, { channelId, name }: BrowserPhone) {
    const key = `${channelId} ${name}`
    open.get(key)?.close(closed.elsewhere, 'elsewhere')
    open.set(key, socket)
    socket.on('close', () => open.get(key) === socket && open.delete(key))
  }

  async function isGood(request: IncomingMessage, phone: BrowserPhone) {
    const viewer = await authenticate(request)
    const now = viewer && (await browserPhoneOf(app, viewer))
    return now?.name === phone.name && now.secret === phone.secret
  }

  return { path: '/calls/signalling', limit: frameLimit, perAddress, admit }
}

/** Closes the socket when its session ends, and when its phone is taken away. */
function look(app: App, socket: WebSocket, viewer: Viewer, isGood: () => Promise<boolean>) {
  const end = () => socket.close(closed.session, 'session')
  const again = () =>
    void isGood().then(
      (good) => good || end(),
      (error: unknown) => app.log.error({ error }, 'signalling.look-failed'),
    )
  const timer = setInterval(again, lookEvery).unref()
  const leave = app.events.on((batch) => {
    if (batch.some((event) => isEndOf(viewer, event))) end()
    else if (batch.some((event) => isAbout(viewer, event))) again()
  })
  socket.on('close', () => {
    clearInterval(timer)
    leave()
  })
}

function isEndOf(viewer: Viewer, { type, data }: Event): boolean {
  return type === 'session.revoked' && data['sessionId'] === viewer.sessionId
}

function isAbout(viewer: Viewer, { type, topic, ref }: Event): boolean {
  if (type === 'agent.changed') return topic === `agent:${viewer.agentId}`
  return type === 'phone.changed' && ref === viewer.agentId
}
