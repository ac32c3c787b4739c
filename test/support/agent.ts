import { WebSocket } from 'ws'
import type { ServerFrame } from '../../core/platform/realtime/frames.ts'
import { password } from '../../core/testing/index.ts'
import { JsonSocket } from './socket.ts'

export type Answer = { status: number; body: string; json: unknown; headers: Headers }

/** A member of staff with a browser of their own, over real HTTP; nobody's until `signIn`. */
export class Agent {
  address: string
  readonly #cookies = new Map<string, string>()

  constructor(address: string) {
    this.address = address
  }

  async signIn(email: string): Promise<this> {
    const { status } = await this.call('POST', '/login', { email, password })
    if (status !== 303 && status !== 302) throw new Error(`${email} cannot sign in: ${status}`)
    return this
  }

  /** Asks for JSON, and sends what a script of ours sends: JSON with the CSRF token. Redirects are not followed. */
  async call(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    if (method !== 'GET' && !this.#cookies.has('crumb')) await this.call('GET', '/login')
    const sent = method === 'GET' ? {} : { 'x-csrf-token': this.#cookies.get('crumb') ?? '' }
    return this.#ask(path, {
      method,
      headers: { accept: 'application/json', 'content-type': 'application/json', ...sent, ...headers },
      ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
    })
  }

  /** A page as a browser gets it. Throws where it is not there. */
  async page(path: string): Promise<string> {
    const { status, body } = await this.#ask(path, { headers: { accept: 'text/html' } })
    if (status !== 200) throw new Error(`${path} answers ${status}`)
    return body
  }

  /** A file as the composer sends it. */
  async upload(name: string, data: Buffer): Promise<Answer> {
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(data)]), name)
    const headers = { accept: 'application/json', 'x-csrf-token': this.#cookies.get('crumb') ?? '' }
    return this.#ask('/files', { method: 'POST', headers, body: form })
  }

  /** A socket of an open page that speaks a protocol of its own; `headers` are those of another page. */
  socket(path: string, protocol: string, headers: Record<string, string> = {}): WebSocket {
    const usual = { origin: this.address, cookie: this.#cookie }
    return new WebSocket(`${this.address.replace('http', 'ws')}${path}`, protocol, {
      headers: { ...usual, ...headers },
    })
  }

  /** The socket of an open page, greeted. */
  async live(): Promise<JsonSocket<ServerFrame>> {
    const { json } = await this.call('POST', '/live/ticket')
    const url = `${this.address.replace('http', 'ws')}/live`
    const socket = await JsonSocket.open<ServerFrame>(url, { origin: this.address, cookie: this.#cookie })
    socket.send({ t: 'hello', ticket: String(Object(json).ticket) })
    await socket.next('hello')
    return socket
  }

  get #cookie() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async #ask(path: string, request: RequestInit): Promise<Answer> {
    const headers = { ...request.headers, cookie: this.#cookie }
    const answer = await fetch(`${this.address}${path}`, { ...request, headers, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) this.#keep(line)
    const body = await answer.text()
    const isJson = String(answer.headers.get('content-type')).includes('json')
    return {
      status: answer.status,
      body,
      json: isJson ? JSON.parse(body) : undefined,
      headers: answer.headers,
    }
  }

  #keep(line: string) {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s)
    if (value) this.#cookies.set(name, value)
    else this.#cookies.delete(name)
  }
}
