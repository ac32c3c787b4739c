/** What the user agent calls back on; it puts its own functions here. */
type Ears = {
  onconnect: () => void
  ondisconnect: (error: boolean, code?: number, reason?: string) => void
  ondata: (data: unknown) => void
}

const ask = '\r\n\r\n'
const askAfter = 25_000
const patience = 10_000
const probe = 3000

/**
 * The way of SIP to our server, which passes it on to the exchange. A server that does not answer a keep-alive is taken
 * for gone: after sleep a socket may look open for minutes. With a code of `final` it stays closed.
 */
export class Wire implements Ears {
  readonly url: string
  readonly sip_uri: string
  /** Of what leaves our server: the exchange sees that, and not how the browser came. */
  via_transport = 'WS'
  onconnect = (): void => {}
  ondisconnect: Ears['ondisconnect'] = () => {}
  ondata: Ears['ondata'] = () => {}
  readonly #final: readonly number[]
  #socket: WebSocket | undefined
  #timer = 0
  #isOver = false

  constructor(url: string, domain: string, final: readonly number[]) {
    this.url = url
    this.sip_uri = `sip:${domain};transport=ws`
    this.#final = final
  }

  connect(): void {
    if (this.#isOver || this.#socket) return
    const socket = new WebSocket(this.url, 'sip')
    this.#socket = socket
    const isMine = () => socket === this.#socket
    socket.addEventListener('open', () => isMine() && this.#opened())
    socket.addEventListener('message', ({ data }) => isMine() && this.#hear(String(data)))
    socket.addEventListener('close', ({ code }) => isMine() && this.#closed(code))
    this.#wait(patience, () => this.#closed(0))
  }

  disconnect(): void {
    clearTimeout(this.#timer)
    this.#socket?.close()
    this.#socket = undefined
  }

  isConnected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN
  }

  isConnecting(): boolean {
    return this.#socket?.readyState === WebSocket.CONNECTING
  }

  send(frame: string): boolean {
    if (!this.isConnected()) return false
    this.#socket?.send(frame)
    return true
  }

  /** Asks a server that should be there whether it is. */
  probe(): void {
    if (this.isConnected()) this.#ask(probe)
  }

  /** The browser knows that there is no network. */
  lose(): void {
    if (this.#socket) this.#closed(0)
  }

  #opened() {
    this.#wait(askAfter, () => this.#ask(patience))
    this.onconnect()
  }

  #hear(frame: string) {
    this.#wait(askAfter, () => this.#ask(patience))
    this.ondata(frame)
  }

  #ask(most: number) {
    this.send(ask)
    this.#wait(most, () => this.#closed(0))
  }

  #closed(code: number) {
    this.#isOver = this.#final.includes(code)
    this.disconnect()
    this.ondisconnect(code !== 1000, code)
  }

  #wait(milliseconds: number, run: () => void) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(run, milliseconds)
  }
}
