import type { IncomingMessage } from 'node:http'
import type { Host, SocketEndpoint } from 'qiantai/plugin'
import type { RawData, WebSocket } from 'ws'
import { closing, limits } from '../limits.ts'
import { admits } from '../origins.ts'
import { exit, type Room, roomOf } from '../room.ts'
import { localeOf } from '../site.ts'
import { answerFrame } from './frames.ts'
import { Peer } from './peer.ts'

const sweepMilliseconds = 5_000

/** The visitors' socket. All connections share one pair of listeners and one timer. */
export function visitorSocket(host: Host): SocketEndpoint {
  const peers = new Map<WebSocket, Peer>()
  let sweeper: NodeJS.Timeout | undefined

  function open(socket: WebSocket, request: IncomingMessage) {
    const room = roomOfRequest(host, request)
    if (!room) return socket.close(closing.restart)
    const peer = new Peer(host, room, socket, (request.headers['user-agent'] ?? '').slice(0, 400))
    peer.locale = localeOf(room.site, [request.headers['accept-language']])
    peers.set(socket, peer)
    socket.on('message', onMessage)
    socket.on('close', onClose)
    socket.on('error', onError)
    sweeper ??= setInterval(sweep, sweepMilliseconds).unref()
  }

  function onMessage(this: WebSocket, data: RawData) {
    const peer = peers.get(this)
    if (peer) hear(peer, String(data))
  }

  function onClose(this: WebSocket) {
    const peer = peers.get(this)
    if (peer) exit(peer.room, peer.who, peer)
    peers.delete(this)
    if (peers.size > 0) return
    clearInterval(sweeper)
    sweeper = undefined
  }

  /** One look at everybody: who is silent is gone, who never said hello does not stay. */
  function sweep() {
    const now = host.now()
    for (const peer of peers.values()) {
      const silence = now - peer.heardAt
      if (silence > limits.silenceSeconds * 1000) peer.drop()
      else if (peer.who === '' && silence > limits.helloSeconds * 1000) peer.close(closing.badToken)
    }
  }

  return {
    path: '/p/webchat/socket',
    limit: limits.body,
    accept: (request) => isWelcome(host, request),
    open,
  }
}

/** Frames are taken one after another; a ping is answered at once, but to nobody who has not said hello. */
function hear(peer: Peer, text: string) {
  const now = peer.host.now()
  peer.heardAt = now
  if (!peer.count(now)) return peer.close(closing.slowDown)
  if (peer.who !== '' && text === '{"t":"ping"}') return peer.send({ t: 'pong' })
  peer.turn = peer.turn.then(() => answerFrame(peer, text))
}

function isWelcome(host: Host, request: IncomingMessage): boolean {
  const room = roomOfRequest(host, request)
  return room !== undefined && admits(room.site.origins, host.origin(request), request.headers.origin)
}

function roomOfRequest(host: Host, { url = '/' }: IncomingMessage): Room | undefined {
  const key = URL.parse(url, 'http://none')?.searchParams.get('site')
  return roomOf(host.channel(key ?? ''))
}

/** ws closes the socket after an error; `close` does the rest. */
function onError() {}
