import type { Frame } from '../wire.ts'
import { backoff } from './backoff.ts'
import type { Carrier, CarrierEvents, Heard, Wait } from './carrier.ts'

/** `parked`: another window took over, until the visitor looks here again. `blocked`: for good. */
export type LinkState = 'connecting' | 'online' | 'waiting' | 'parked' | 'blocked' | 'stopped'

export type LinkOptions = {
  /** Opens a connection; by polls where sockets do not pass. */
  carry: (by: 'socket' | 'poll', cursor: string | undefined, events: CarrierEvents) => Carrier
  /** The token was refused: get a good one. */
  renew: () => Promise<unknown>
  heard: (heard: Heard) => void
  state: (state: LinkState) => void
  wait: Wait
  dice?: () => number
}

export type Link = {
  start: () => unknown
  /** Tells the server something that may be lost. */
  tell: (frame: Frame) => void
  /** The network is back or the page is looked at again. */
  wake: () => void
  /** Forgets the cursor and connects anew, as another visitor. */
  restart: () => void
  stop: () => void
}

/** Keeps one connection: retries with growing delays, falls back to polls, resumes by cursor. */
export function createLink(options: LinkOptions): Link {
  let state: LinkState = 'stopped'
  let carrier: Carrier | undefined
  let cursor: string | undefined
  const again = () => state === 'waiting' && connect()
  const tries = createTries(options.dice ?? Math.random)
  let cancel = () => {}

  function connect() {
    cancel()
    carrier?.close()
    enter('connecting')
    const by = tries.by()
    const up = () => {
      tries.came(by)
      enter('online')
    }
    const down = (code: number) => {
      carrier = undefined
      leave(code)
    }
    tries.tried(by)
    carrier = options.carry(by, cursor, { up, heard, down })
  }

  function heard(news: Heard) {
    cursor = cursorAfter(cursor, news)
    options.heard(news)
  }

  function leave(code: number) {
    if (code === 4003 || code === 4002) return enter(code === 4003 ? 'blocked' : 'parked')
    enter('waiting')
    if (code === 4001 && tries.first()) void options.renew().then(again, retryLater)
    else retryLater(code)
  }

  function retryLater(code: unknown) {
    cancel = options.wait(tries.delay(code), again)
  }

  function enter(next: LinkState) {
    if (state === next) return
    state = next
    options.state(next)
  }

  function wake() {
    if (state === 'online') carrier?.check()
    if (state !== 'waiting' && state !== 'parked') return
    tries.reset()
    connect()
  }

  function restart() {
    cursor = undefined
    if (state !== 'stopped') connect()
  }

  function stop() {
    cancel()
    carrier?.close()
    carrier = undefined
    enter('stopped')
  }

  const start = () => state === 'stopped' && connect()
  return { start, wake, restart, stop, tell: (frame) => void carrier?.tell(frame) }
}

/** How often it has been tried in vain: two sockets that never came up, and it is polls until something changes. */
function createTries(dice: () => number) {
  let attempt = 0
  let fruitless = 0
  return {
    by: () => (fruitless < 2 ? 'socket' : 'poll') as 'socket' | 'poll',
    tried: (by: string) => void (fruitless += by === 'socket' ? 1 : 0),
    came: (by: string) => {
      attempt = 0
      if (by === 'socket') fruitless = 0
    },
    first: () => attempt++ === 0,
    /** Milliseconds to wait after a line that went with this close code. */
    delay: (code: unknown) => {
      if (code === 1012) return 1000 + 2000 * dice()
      return code === 4008 ? 60_000 : backoff(attempt++, dice())
    },
    reset: () => void (attempt = fruitless = 0),
  }
}

/** What carries a cursor moves it; typing does not. */
function cursorAfter(cursor: string | undefined, heard: Heard): string | undefined {
  const moved = (heard.news ?? []).reduce((at, one) => ('cursor' in one ? one.cursor : at), cursor)
  return heard.cursor ?? moved
}
