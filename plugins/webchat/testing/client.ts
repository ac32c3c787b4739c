import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'

type Json = ReturnType<typeof JSON.parse>
type Reply = { status: number; body: Json; headers: Headers }
type Way = { origin?: string; locale?: string; token?: string }

/**
 * A client written from docs/webchat-protocol.md and nothing else; it imports nothing of the plugin. `address` is
 * `http://127.0.0.1:1234`.
 */
export class Client {
  /** Of the process that it speaks with; another one knows the same token. */
  address: string
  readonly site: string
  token = ''
  visitor = ''
  cursor: string | undefined
  /** What this client shows, by uid; sorted by `order` when read. */
  readonly #shown = new Map<string, Json>()

  constructor(address: string, site: string) {
    this.address = address
    this.site = site
  }

  get shown(): Json[] {
    return [...this.#shown.values()].toSorted((a, b) => (a.order < b.order ? -1 : 1))
  }

  get texts(): string[] {
    return this.shown.map(({ text }) => text)
  }

  async session(way: Way = {}): Promise<Reply> {
    const reply = await this.call('POST', 'session', this.token ? { token: this.token } : {}, way)
    if (reply.status === 200) Object.assign(this, { token: reply.body.token, visitor: reply.body.visitor })
    return reply
  }

  /** `path` is what follows `/p/webchat/`, with its query. */
  async call(method: string, path: string, body?: object, way: Way = {}): Promise<Reply> {
    const url = this.#url(path, way.locale)
    const sent = body && { body: JSON.stringify(body) }
    const response = await fetch(url, { method, headers: this.#headers(way), ...sent })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text && JSON.parse(text) }
  }

  async upload(name: string, data: Uint8Array<ArrayBuffer>, proof?: string): Promise<Reply> {
    const headers = { ...this.#headers({}), 'content-type': 'application/octet-stream' }
    const named = { ...headers, 'x-file-name': encodeURIComponent(name), ...(proof && { 'x-proof': proof }) }
    const response = await fetch(this.#url('uploads'), { method: 'POST', headers: named, body: data })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }

  say(text: string, uid: string = randomUUID()): Promise<Reply> {
    return this.call('POST', 'messages', { uid, text })
  }

  async agree(): Promise<void> {
    const { body } = await this.call('GET', 'consent')
    await this.call('POST', 'consent', { version: body.version })
  }

  /** Reads by long poll as section 7 says. */
  async poll(wait = 0): Promise<Json> {
    if (this.cursor === undefined) return this.#reset((await this.call('GET', 'messages')).body)
    const { body } = await this.call('GET', `news?cursor=${encodeURIComponent(this.cursor)}&wait=${wait}`)
    if (body.reset) return this.#reset((await this.call('GET', 'messages')).body)
    this.#take(body.news)
    this.cursor = body.cursor
    return body
  }

  /** Connects and says hello. Resolves with the connection, whose first frame is to be waited for. */
  async connect(way: Way & { client?: string } = {}): Promise<Connection> {
    const address = `${this.address.replace('http', 'ws')}/p/webchat/socket?site=${this.site}`
    const socket = new WebSocket(address, { headers: way.origin ? { origin: way.origin } : {} })
    const connection = new Connection(socket, (frame) => this.#hear(frame))
    await connection.opened
    const { client = randomUUID(), token = this.token } = way
    connection.send({ t: 'hello', token, client, ...(this.cursor !== undefined && { cursor: this.cursor }) })
    return connection
  }

  #hear(frame: Json) {
    if (frame.t === 'welcome') {
      if (frame.reset) this.#reset(frame)
      else this.#take(frame.news)
      this.cursor = frame.cursor
    }
    if (frame.t === 'news') this.#take(frame.news)
  }

  #take(list: Json[]) {
    for (const news of list) {
      if (news.type === 'message') this.#shown.set(news.message.uid, news.message)
      if (news.cursor !== undefined) this.cursor = news.cursor
    }
  }

  #reset(page: Json): Json {
    this.#shown.clear()
    for (const message of page.messages) this.#shown.set(message.uid, message)
    this.cursor = page.cursor
    return page
  }

  #url(path: string, locale?: string): string {
    const url = new URL(`/p/webchat/${path}`, this.address)
    url.searchParams.set('site', this.site)
    if (locale) url.searchParams.set('locale', locale)
    return url.href
  }

  #headers({ origin, token = this.token }: Way): Record<string, string> {
    return {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(origin && { origin }),
    }
  }
}

/** One socket, and what came through it. */
export class Connection {
  readonly socket: WebSocket
  readonly opened: Promise<void>
  /** The close code. */
  readonly closed: Promise<number>
  readonly #frames: Json[] = []
  readonly #waiting: (() => void)[] = []

  constructor(socket: WebSocket, hear: (frame: Json) => void) {
    this.socket = socket
    this.opened = new Promise((resolve, reject) => {
      socket.once('open', () => resolve())
      socket.once('error', reject)
    })
    this.closed = new Promise((resolve) => socket.once('close', resolve))
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data))
      hear(frame)
      this.#frames.push(frame)
      for (const wake of this.#waiting.splice(0)) wake()
    })
  }

  send(frame: object | string): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  /** The next frame of this type that has not been taken; others stay. */
  async next(t: string, fits: (frame: Json) => boolean = () => true): Promise<Json> {
    for (;;) {
      const at = this.#frames.findIndex((frame) => frame.t === t && fits(frame))
      if (at >= 0) return this.#frames.splice(at, 1)[0]
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }

  /** Everything that was sent before has been worked on when this resolves: frames are taken in order. */
  async settle(): Promise<void> {
    this.send({ t: 'settle' })
    await this.next('error', ({ of }) => of === 'settle')
  }
}
