import { WebSocket } from 'ws'
import type { Signalling } from '../../../plugin/index.ts'
import { closing } from '../../../platform/realtime/index.ts'
import { closed } from './codes.ts'
import { speaksFor } from './sip.ts'

/** Bytes of one SIP message; one that sets a call up has a few thousand. */
export const frameLimit = 32 * 1024

const mostUnsent = 256 * 1024
const mostWaiting = 8
const patience = 5000
const beatEvery = 25_000

/**
 * Carries SIP between a browser and the exchange until either side ends. Only what speaks for `phone` goes out. Keep-alives
 * of the browser are answered here: they ask for the way to us.
 */
export function carry(browser: WebSocket, phone: string, to: Signalling): void {
  const exchange = new WebSocket(to.url, to.protocol, {
    headers: to.headers,
    handshakeTimeout: patience,
    maxPayload: frameLimit,
    perMessageDeflate: false,
  })
  const waiting: string[] = []
  const beat = keepAlive(exchange)

  function say(frame: string) {
    if (exchange.readyState === WebSocket.OPEN) pass(frame, exchange)
    else if (waiting.push(frame) > mostWaiting) browser.close(closing.overload, 'overload')
  }
  function pass(frame: string, side: WebSocket) {
    if (side.readyState === WebSocket.OPEN) side.send(frame)
    if (side.bufferedAmount > mostUnsent) browser.close(closing.overload, 'overload')
  }

  browser.on('message', (data, isBinary) => {
    const frame = data.toString()
    if (frame === '\r\n\r\n') pass('\r\n', browser)
    else if (isBinary || !speaksFor(phone, frame)) browser.close(closing.policy, 'frame')
    else say(frame)
  })
  browser.on('close', () => {
    clearInterval(beat)
    exchange.close()
  })
  exchange.on('open', () => {
    for (const frame of waiting.splice(0)) pass(frame, exchange)
  })
  exchange.on('message', (data) => pass(data.toString(), browser))
  exchange.on('error', () => browser.close(closed.exchange, 'exchange'))
  exchange.on('close', () => browser.close(closed.exchange, 'exchange'))
}

/** Ends a socket that does not answer, so that its browser is told and comes back. */
function keepAlive(exchange: WebSocket): NodeJS.Timeout {
  let answered = true
  exchange.on('pong', () => (answered = true))
  return setInterval(() => {
    if (exchange.readyState !== WebSocket.OPEN) return
    if (!answered) return exchange.terminate()
    answered = false
    exchange.ping()
  }, beatEvery).unref()
}
