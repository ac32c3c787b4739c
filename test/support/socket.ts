import { once } from 'node:events'
import { WebSocket } from 'ws'

type Find<T> = () => T | undefined

/** The other end of a socket that speaks JSON: hears frames in order and waits for those it is asked for. */
export class JsonSocket<Frame extends { t: string }> {
  readonly socket: WebSocket
  /** What has come and was not taken yet. */
  readonly heard: Frame[] = []
  /** 101, or the status that refused the upgrade. */
  status = 0
  #closed: number | undefined
  #wake = Promise.withResolvers<void>()

  constructor(url: string, headers: Record<string, string>) {
    this.socket = new WebSocket(url, { headers })
    this.socket.on('error', () => {})
    this.socket.on('message', (data) => {
      this.heard.push(JSON.parse(data.toString()))
      this.#stir()
    })
    this.socket.on('close', (code) => {
      this.#closed = code
      this.#stir()
    })
  }

  /** Resolves when the server has answered the upgrade. */
  static async open<Frame extends { t: string }>(url: string, headers: Record<string, string>) {
    const end = new JsonSocket<Frame>(url, headers)
    const refused = once(end.socket, 'unexpected-response').then(([request, response]) => {
      request.destroy()
      return Number(response.statusCode)
    })
    end.status = await Promise.race([once(end.socket, 'open').then(() => 101), refused])
    return end
  }

  send(frame: object): void {
    this.socket.send(JSON.stringify(frame))
  }

  /** The first frame of this kind that has come or comes; it is taken from `heard`. */
  next<T extends Frame['t']>(t: T): Promise<Extract<Frame, { t: T }>> {
    const isWanted = (frame: Frame): frame is Extract<Frame, { t: T }> => frame.t === t
    return this.#until(() => {
      const frame = this.heard.find(isWanted)
      if (frame) this.heard.splice(this.heard.indexOf(frame), 1)
      return frame
    })
  }

  /** Resolves to the code that the server closed with. */
  async closing(): Promise<number> {
    if (this.#closed === undefined) await once(this.socket, 'close')
    return this.#closed ?? 0
  }

  async #until<T>(find: Find<T>): Promise<T> {
    for (;;) {
      const found = find()
      if (found !== undefined) return found
      if (this.#closed !== undefined) throw new Error(`The socket was closed with ${this.#closed}`)
      await this.#wake.promise
    }
  }

  #stir() {
    this.#wake.resolve()
    this.#wake = Promise.withResolvers()
  }
}
