import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import WebSocket from 'ws'

/** How a phone reaches the exchange: UDP, or the WebSocket of a browser. `address`: how others name this end. */
export type Wire = {
  transport: 'UDP' | 'WS'
  address: string
  send: (text: string) => void
  close: () => void
}

type Listener = (text: string) => void

/** UDP from this address (port 0: any) to the exchange. */
export async function openUdp(
  from: { host: string; port: number },
  to: { host: string; port: number },
  listener: Listener,
): Promise<Wire> {
  const socket = createSocket('udp4', (text) => listener(text.toString()))
  socket.bind(from.port, from.host)
  await once(socket, 'listening')
  return {
    transport: 'UDP',
    address: `${from.host}:${socket.address().port}`,
    send: (text) => socket.send(text, to.port, to.host),
    close: () => socket.close(),
  }
}

/** SIP over WebSocket (RFC 7118), as a browser speaks it. */
export async function openSocket(url: string, listener: Listener): Promise<Wire> {
  const socket = new WebSocket(url, 'sip')
  socket.on('message', (text) => listener(String(text)))
  await once(socket, 'open')
  return {
    transport: 'WS',
    address: 'browser.invalid',
    send: (text) => socket.send(text),
    close: () => socket.terminate(),
  }
}
