import type { ClientFrame, ServerFrame } from '../../../core/platform/realtime/frames.ts'
import type { After } from './timers.ts'

/** What a socket must do for us: a WebSocket does, and so does a test. */
export type Wire = { send: (text: string) => void; close: () => void }
export type WireEvents = { open: () => void; message: (text: string) => void; close: (code: number) => void }

/** The world around the connection. `ticket` rejects with `SignedOut` where there is no session any more. */
export type World = {
  connect: (events: WireEvents) => Wire
  ticket: () => Promise<string>
  after: After
  random: () => number
}

export type State = 'connecting' | 'connected' | 'offline' | 'signed-out'
export class SignedOut extends Error {}

export type Hearing = {
  state: (state: State) => void
  /** The server has said hello; `renewed` where what the agent may do could have changed since. */
  ready: (renewed: boolean) => void
  frame: (frame: ServerFrame) => void
}

const pingAfter = 25_000
const deadAfter = 10_000
const probe = 3000
const longestPause = 30_000
const sessionClosed = 4001

/**
 * Keeps one socket to the server: greets with a fresh ticket, pings after 25 seconds of silence, takes a server that
 * does not answer for gone, and comes back after 1 to 30 seconds, spread so that not all come at once.
 */
export class Connection {
  readonly #world: World
  readonly #hearing: Hearing
  #state: State = 'offline'
  #wire: Wire | undefined
  /** Events of an attempt that was given up are nobody's. */
  #attempt = 0
  #failures = 0
  #renewed = false
  #cancel = () => {}

  constructor(world: World, hearing: Hearing) {
    this.#world = world
    this.#hearing = hearing
    this.#open()
  }

  /** Sends where there is a connection; what is said without one is lost. */
  send(frame: ClientFrame): void {
    if (this.#state === 'connected') this.#write(frame)
  }

  /** Tries at once, or asks a silent server whether it is there: the network, the tab or the page has come back. */
  wake(): void {
    if (this.#state === 'offline') this.#open()
    else if (this.#state === 'connected') this.#ask(probe)
  }

  /** The network is gone: what the browser knows at once, a silent socket would tell much later. */
  lose(): void {
    if (this.#state === 'connected') this.#drop()
  }

  stop(): void {
    this.#attempt += 1
    this.#cancel()
    this.#wire?.close()
    this.#wire = undefined
  }

  #open() {
    const attempt = ++this.#attempt
    const isMine = () => attempt === this.#attempt
    this.#become('connecting')
    this.#wait(deadAfter, () => this.#drop())
    this.#world.ticket().then(
      (ticket) => isMine() && this.#greet(ticket, isMine),
      (error: unknown) => isMine() && (error instanceof SignedOut ? this.#leave() : this.#drop()),
    )
  }

  #greet(ticket: string, isMine: () => boolean) {
    this.#wire = this.#world.connect({
      open: () => isMine() && this.#write({ t: 'hello', ticket }),
      message: (text) => isMine() && this.#hear(JSON.parse(text)),
      close: (code) => isMine() && this.#closed(code),
    })
  }

  #hear(frame: ServerFrame) {
    this.#wait(pingAfter, () => this.#ask(deadAfter))
    if (frame.t === 'hello') this.#greeted()
    else this.#hearing.frame(frame)
  }

  #greeted() {
    const renewed = this.#renewed
    this.#failures = 0
    this.#renewed = false
    this.#become('connected')
    this.#hearing.ready(renewed)
  }

  #ask(patience: number) {
    this.#write({ t: 'ping' })
    this.#wait(patience, () => this.#drop())
  }

  #closed(code: number) {
    if (code === sessionClosed && this.#state === 'connected') this.#renewed = true
    this.#drop()
  }

  #drop() {
    this.stop()
    this.#become('offline')
    const pause = Math.min(longestPause, 1000 * 2 ** this.#failures++)
    this.#wait(pause * (0.7 + 0.6 * this.#world.random()), () => this.#open())
  }

  #leave() {
    this.stop()
    this.#become('signed-out')
  }

  #become(state: State) {
    if (state === this.#state) return
    this.#state = state
    this.#hearing.state(state)
  }

  #wait(milliseconds: number, run: () => void) {
    this.#cancel()
    this.#cancel = this.#world.after(milliseconds, run)
  }

  #write(frame: ClientFrame) {
    this.#wire?.send(JSON.stringify(frame))
  }
}
