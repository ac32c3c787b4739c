import { randomBytes } from 'node:crypto'
import { prove } from './digest.ts'
import {
  branchOf,
  format,
  type Header,
  headerOf,
  headersOf,
  type Message,
  methodOf,
  parse,
  statusOf,
} from './message.ts'
import type { Wire } from './wire.ts'

export type Identity = { user: string; domain: string; secret?: string }

/** A request as it goes out; `headers` are those beside Via, CSeq, Contact and Max-Forwards. */
export type Request = {
  method: string
  uri: string
  cseq: number
  headers: Header[]
  body?: string
  branch?: string
}

type Asked = { request: Request; heard: (answer: Message) => void }

/** What a server answers a request with. */
export type Answer = { status: string; headers?: Header[]; body?: string }

// RFC 3261: what goes over UDP is said again after this time (ms), then after twice that, until it is heard or too late.
const soon = 500
const late = 32_000

/** One end of SIP: sends requests and waits for answers, proves who it is, and hands on what others ask. */
export class Agent {
  readonly identity: Identity
  #wire: Wire | undefined
  readonly #asked = new Map<string, Asked>()
  /** What each request that came was answered with; empty as long as it is not. */
  readonly #answered = new Map<string, string>()
  readonly #acknowledged = new Map<string, string>()
  readonly #repeated = new Map<string, NodeJS.Timeout>()
  readonly #hears: (request: Message) => void

  /** `hears` gets every request but repeated ones. */
  constructor(identity: Identity, hears: (request: Message) => void) {
    this.identity = identity
    this.#hears = hears
  }

  /** Listens and speaks over this wire from now on. */
  async connect(open: (listener: (text: string) => void) => Promise<Wire>) {
    this.#wire = await open((text) => this.#receive(text))
  }

  get wire(): Wire {
    if (!this.#wire) throw new Error(`${this.identity.user} is not connected`)
    return this.#wire
  }

  get contact(): string {
    const { transport, address } = this.wire
    return `<sip:${this.identity.user}@${address}${transport === 'WS' ? ';transport=ws' : ''}>`
  }

  close() {
    for (const transaction of this.#repeated.keys()) this.#rest(transaction)
    this.#wire?.close()
    this.#wire = undefined
  }

  /** Asks, and proves who we are where that is wanted. Resolves with the last answer; `early` hears those before it. */
  async ask(request: Request, early: (answer: Message) => void = () => {}): Promise<Message> {
    const answer = await this.#once(request, early)
    const { user, secret } = this.identity
    const isChallenge = [401, 407].includes(statusOf(answer) ?? 0)
    if (!isChallenge || secret === undefined) return answer
    const challenge = headerOf(answer, 'WWW-Authenticate') || headerOf(answer, 'Proxy-Authenticate')
    const proof = prove(challenge, { method: request.method, uri: request.uri, user, secret })
    const name = statusOf(answer) === 401 ? 'Authorization' : 'Proxy-Authorization'
    request.cseq++
    request.branch = newBranch()
    return this.#once({ ...request, headers: [...request.headers, [name, proof]] }, early)
  }

  /** Acknowledges the answer to an INVITE, and again whenever that answer comes again. */
  acknowledge(request: Request) {
    const text = this.#write(request)
    this.#acknowledged.set(turnOf(parse(text)), text)
    this.wire.send(text)
  }

  #write(request: Request): string {
    const { transport, address } = this.wire
    const headers: Header[] = [
      ['Via', `SIP/2.0/${transport} ${address};branch=${request.branch ?? newBranch()};rport`],
      ['CSeq', `${request.cseq} ${request.method}`],
      ['Contact', this.contact],
      ['Max-Forwards', '70'],
      ...request.headers,
    ]
    return format({ start: `${request.method} ${request.uri} SIP/2.0`, headers, body: request.body ?? '' })
  }

  /** Answers a request; the same one again gets the same answer. */
  answer(request: Message, { status, headers = [], body = '' }: Answer, tag?: string) {
    const to = headerOf(request, 'To')
    const copied = (name: string): Header[] => headersOf(request, name).map((value) => [name, value])
    const text = format({
      start: `SIP/2.0 ${status}`,
      headers: [
        ...copied('Via'),
        ...copied('Record-Route'),
        ...copied('From'),
        ['To', tag && !to.includes(';tag=') ? `${to};tag=${tag}` : to],
        ...copied('Call-ID'),
        ...copied('CSeq'),
        ['Contact', this.contact],
        ...headers,
      ],
      body,
    })
    this.#answered.set(transactionOf(request), text)
    const isLast = methodOf(request) === 'INVITE' && !status.startsWith('1')
    if (isLast) this.#repeat(turnOf(request), text)
    else this.wire.send(text)
  }

  #once(request: Request, early: (answer: Message) => void): Promise<Message> {
    request.branch ??= newBranch()
    const transaction = `${request.branch} ${request.method}`
    return new Promise((resolve) => {
      const heard = (answer: Message) => {
        const isLast = (statusOf(answer) ?? 0) >= 200
        if (isLast || request.method === 'INVITE') this.#rest(transaction)
        if (!isLast) return early(answer)
        this.#asked.delete(transaction)
        resolve(answer)
      }
      this.#asked.set(transaction, { request, heard })
      this.#repeat(transaction, this.#write(request))
    })
  }

  /** Says this now, and over UDP again until it rests: the system drops what comes while it is busy. */
  #repeat(transaction: string, text: string, wait = soon) {
    this.wire.send(text)
    if (this.wire.transport !== 'UDP' || wait >= late) return
    const again = () => this.#repeat(transaction, text, wait * 2)
    this.#repeated.set(transaction, setTimeout(again, wait).unref())
  }

  #rest(transaction: string) {
    clearTimeout(this.#repeated.get(transaction))
    this.#repeated.delete(transaction)
  }

  #receive(text: string) {
    const message = parse(text)
    if (!message.start.trim()) return
    if (statusOf(message) !== undefined) return this.#receiveAnswer(message)
    const transaction = transactionOf(message)
    const before = this.#answered.get(transaction)
    if (before) this.#wire?.send(before)
    if (before !== undefined) return
    this.#answered.set(transaction, '')
    if (methodOf(message) === 'ACK') this.#rest(turnOf(message))
    this.#hears(message)
  }

  #receiveAnswer(answer: Message) {
    const asked = this.#asked.get(transactionOf(answer))
    if (!asked) return this.#acknowledgeAgain(answer)
    const isRefusal = methodOf(answer) === 'INVITE' && (statusOf(answer) ?? 0) >= 300
    if (isRefusal) this.#acknowledgeRefusal(asked.request, answer)
    asked.heard(answer)
  }

  #acknowledgeAgain(answer: Message) {
    const isInvite = methodOf(answer) === 'INVITE' && (statusOf(answer) ?? 0) >= 200
    const before = isInvite && this.#acknowledged.get(turnOf(answer))
    if (before) this.#wire?.send(before)
  }

  /** A refused INVITE is acknowledged by the transaction itself. */
  #acknowledgeRefusal({ uri, cseq, branch, headers }: Request, answer: Message) {
    const kept = headers.filter(([name]) => ['from', 'call-id', 'route'].includes(name.toLowerCase()))
    this.acknowledge({
      method: 'ACK',
      uri,
      cseq,
      ...(branch && { branch }),
      headers: [...kept, ['To', headerOf(answer, 'To')]],
    })
  }
}

const newBranch = () => `z9hG4bK${randomBytes(8).toString('hex')}`
const transactionOf = (message: Message) => `${branchOf(message)} ${methodOf(message)}`
/** What an INVITE, its answers and their ACK have in common. */
const turnOf = (message: Message) =>
  `${headerOf(message, 'Call-ID')} ${parseInt(headerOf(message, 'CSeq'), 10)}`
