import type { Snapshot } from '../wire.ts'
import type { Carrier, CarrierEvents, Heard, Wait } from './carrier.ts'

/** The part of a WebSocket that is used, so that tests can stand in for it. */
export type Socket = {
  readonly readyState: number
  send: (text: string) => void
  close: () => void
  onopen: (() => unknown) | null
  onmessage: ((event: { data: unknown }) => unknown) | null
  onclose: ((event: { code: number }) => unknown) | null
}

export type Hello = { token: string; client: string; cursor?: string; locale: string }

const BEAT = 25_000
const PATIENCE = 10_000
const HURRY = 4_000
/** `readyState` of a socket that takes frames. */
const OPEN = 1

/** Carries over a WebSocket: hello, welcome, and a beat that notices a dead line. */
export function carryBySocket(socket: Socket, hello: Hello, events: CarrierEvents, wait: Wait): Carrier {
  let welcomed = false
  let closed = false
  let cancel = wait(PATIENCE, () => end(0))

  socket.onopen = () => say({ t: 'hello', ...hello })
  socket.onclose = (event) => end(event.code)
  socket.onmessage = (event) => take(JSON.parse(String(event.data)) as Frame)

  function take(frame: Frame) {
    if (closed) return
    if (frame.t === 'welcome') {
      welcomed = true
      events.up()
      events.heard(welcomeOf(frame))
    } else if (frame.t === 'news') events.heard({ news: frame.news })
    if (welcomed) beat()
  }

  function beat() {
    cancel()
    cancel = wait(BEAT, () => ask(PATIENCE))
  }

  function ask(patience: number) {
    cancel()
    say({ t: 'ping' })
    cancel = wait(patience, () => end(0))
  }

  function say(frame: object): boolean {
    const isOpen = !closed && socket.readyState === OPEN
    if (isOpen) socket.send(JSON.stringify(frame))
    return isOpen
  }

  function end(code: number) {
    if (closed) return
    closed = true
    cancel()
    socket.onclose = socket.onmessage = socket.onopen = null
    socket.close()
    events.down(code)
  }

  return {
    tell: (frame) => welcomed && say(frame),
    check: () => {
      if (welcomed && !closed) ask(HURRY)
    },
    close: () => {
      events = { up: () => {}, heard: () => {}, down: () => {} }
      end(1000)
    },
  }
}

type Frame = Welcome & { t: string }
type Welcome = Omit<Heard, 'reset'> & { reset?: true } & Partial<Snapshot>

/** A welcome holds either the news that was missed or, with `reset`, the newest page. */
function welcomeOf(frame: Welcome): Heard {
  const { cursor, news, availability, consented, reset, messages = [], more = false, conversation } = frame
  return { cursor, news, availability, consented, reset: reset && { messages, more, conversation } }
}
