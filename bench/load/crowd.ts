import { Agent as HttpAgent, request } from 'node:http'
import { WebSocket } from 'ws'

/** Visitors of a server under test, each with a socket. They come from many addresses: one may only have so many. */
export type Crowd = {
  size: number
  send: (visitor: number, frame: object) => void
  /** Every frame that any of them gets. */
  onFrame: (listener: (visitor: number, frame: Frame) => void) => void
  leave: () => void
}
export type Frame = { t: string; uid?: string }
export type Door = { address: string; path: string }
/** How many, and how many are there already: their addresses are taken. */
export type Size = { size: number; first: number }

const perAddress = 10
const together = 50

/** Opens the sockets; `greet` is the first frame of each, and its answer is waited for. */
export async function openCrowd(
  door: Door,
  { size, first }: Size,
  greet?: (visitor: number) => object,
): Promise<Crowd> {
  const sockets: WebSocket[] = []
  const listeners: ((visitor: number, frame: Frame) => void)[] = []
  await each(size, async (visitor) => {
    const socket = await connect(door, first + visitor)
    sockets[visitor] = socket
    if (greet)
      await new Promise(
        (answered) => (socket.once('message', answered), socket.send(JSON.stringify(greet(visitor)))),
      )
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data))
      for (const listener of listeners) listener(visitor, frame)
    })
  })
  return {
    size,
    send: (visitor, frame) => sockets[visitor]?.send(JSON.stringify(frame)),
    onFrame: (listener) => void listeners.push(listener),
    leave: () => sockets.forEach((socket) => socket.terminate()),
  }
}

/** Tokens of new visitors of a website. */
export async function openSessions(
  address: string,
  site: string,
  { size, first }: Size,
): Promise<{ token: string; visitor: string }[]> {
  const sessions: { token: string; visitor: string }[] = []
  const agents = new Map<string, HttpAgent>()
  await each(size, async (visitor) => {
    const from = addressOf(first + visitor)
    const agent = agents.get(from) ?? new HttpAgent({ keepAlive: false })
    sessions[visitor] = JSON.parse(await post(`${address}/p/webchat/session?site=${site}`, from, agent))
  })
  return sessions
}

function connect({ address, path }: Door, visitor: number): Promise<WebSocket> {
  const url = `${address.replace('http', 'ws')}${path}`
  const socket = new WebSocket(url, { localAddress: addressOf(visitor), perMessageDeflate: false })
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
  })
}

function post(url: string, localAddress: string, agent: HttpAgent): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const sent = request(url, { method: 'POST', localAddress, agent, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text) => (body += text))
      response.on('end', () =>
        response.statusCode === 200 ? resolve(body) : reject(new Error(`${url} answers ${body}`)),
      )
    })
    sent.on('error', reject)
    sent.end('{}')
  })
}

/** 127.x.y.z: this machine has sixteen million addresses. */
function addressOf(visitor: number): string {
  const number = Math.floor(visitor / perAddress)
  return `127.1.${Math.floor(number / 250)}.${(number % 250) + 1}`
}

/** All of them, some at a time. */
async function each(size: number, work: (index: number) => Promise<void>) {
  let next = 0
  const lane = async () => {
    while (next < size) await work(next++)
  }
  await Promise.all(Array.from({ length: Math.min(together, size) }, lane))
}
