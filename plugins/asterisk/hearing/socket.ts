import { WebSocket } from 'ws'
import { type Account, application } from '../account.ts'
import { authorization } from '../ari/web.ts'
import { type Dict, dict, parsed } from '../json.ts'

const pingMilliseconds = 15_000
const mostSilent = 2
const frameLimit = 16 * 1024 * 1024

/** Opens the socket on which the exchange tells its events. It takes over from whoever had it. */
export function callExchange(account: Account): WebSocket {
  const url = new URL(`${account.url.replace(/^http/, 'ws')}/ari/events`)
  url.searchParams.set('app', application)
  return new WebSocket(url, {
    headers: { authorization: authorization(account) },
    handshakeTimeout: 5000,
    maxPayload: frameLimit,
  })
}

/** Hears every frame in its order, and once that it is over: also where nothing came back for half a minute. */
export function follow(socket: WebSocket, { hear, over }: { hear: (said: Dict) => void; over: () => void }) {
  let silent = 0
  const timer = setInterval(() => {
    if (silent++ >= mostSilent) socket.terminate()
    else if (socket.readyState === WebSocket.OPEN) socket.ping()
  }, pingMilliseconds).unref()
  socket.on('pong', () => (silent = 0))
  socket.on('message', (data: Buffer) => {
    silent = 0
    hear(dict(parsed(data.toString('utf8'))))
  })
  socket.on('error', () => socket.terminate())
  socket.once('close', () => {
    clearInterval(timer)
    over()
  })
}
