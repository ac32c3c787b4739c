import { createServer } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'

/** What arrived at a peer. */
export type Arrived = { path: string; headers: Record<string, unknown>; body: string }
/** What a peer says to the next requests, one after the other; the last is repeated. */
export type Answer = { status?: number; body: unknown }

/** Somebody else's HTTP server: keeps what comes, and answers as it was told. */
export async function startPeer(...answers: Answer[]) {
  const arrived: Arrived[] = []
  const server = createServer(async (request, response) => {
    const body = await text(request)
    arrived.push({ path: request.url ?? '', headers: request.headers, body })
    const { status = 200, body: said } = answers[arrived.length - 1] ?? answers.at(-1) ?? { body: {} }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    arrived,
    stop: () => new Promise((done) => server.close(done).closeAllConnections()),
  }
}

/** Somebody else's mail server (RFC 5321), which takes this user and password and keeps the mails. */
export async function startMailServer(user: string, password: string) {
  const mails: string[] = []
  const expected = Buffer.from(`\0${user}\0${password}`).toString('base64')
  const server = createSocketServer((socket) => converse(socket, { expected, mails }))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = { port: portOf(server.address()) }
  return { port, mails, stop: () => new Promise((done) => server.close(done)) }
}

function converse(socket: Socket, { expected, mails }: { expected: string; mails: string[] }) {
  const say = (line: string) => socket.write(`${line}\r\n`)
  let unread = ''
  let isMail = false
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    unread += chunk.toString('utf8')
    const end = isMail ? '\r\n.\r\n' : '\r\n'
    for (let at = unread.indexOf(end); at >= 0; at = unread.indexOf(isMail ? '\r\n.\r\n' : '\r\n')) {
      const said = unread.slice(0, at)
      unread = unread.slice(at + (isMail ? 5 : 2))
      if (isMail) mails.push(said)
      isMail = !isMail && said.toUpperCase() === 'DATA'
      say(isMail ? '354 go on' : replyTo(said, expected))
    }
  })
  say('220 mail.test')
}

function replyTo(said: string, expected: string): string {
  const [verb = '', ...rest] = said.split(' ')
  if (verb.toUpperCase() === 'EHLO') return '250-mail.test\r\n250 AUTH PLAIN'
  if (verb.toUpperCase() !== 'AUTH') return '250 ok'
  return rest.at(-1) === expected ? '235 welcome' : '535 5.7.8 wrong password'
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address) return address.port
  throw new Error('not listening')
}
