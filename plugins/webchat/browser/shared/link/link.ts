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
  start: () => void
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
  let attempt = 0
  let fruitless = 0
  let cancel = () => {}

  function connect() {
    cancel()
    carrier?.close()
    enter('connecting')
    const by = fruitless < 2 ? 'socket' : 'poll'
    let wasUp = false
    carrier = options.carry(by, cursor, {
      up: () => {
        wasUp = true
        attempt = 0
        if (by === 'socket') fruitless = 0
        enter('online')
      },
      heard,
      down: (code) => {
        carrier = undefined
        if (!wasUp && by === 'socket') fruitless++
        leave(code)
      },
    })
  }

  function heard(news: Heard) {
    const moved = (news.news ?? []).reduce((at, one) => ('cursor' in one ? one.cursor : at), cursor)
    cursor = news.cursor ?? moved
    options.heard(news)
  }

  function leave(code: number) {
    if (code === 4003) return enter('blocked')
    if (code === 4002) return enter('parked')
    enter('waiting')
    if (code === 4001 && attempt === 0) {
      attempt++
      void options.renew().then(connectIfWaiting, retryLater)
    } else retryLater(code)
  }

  function retryLater(code: unknown) {
    const dice = (options.dice ?? Math.random)()
    const delay = code === 1012 ? 1000 + 2000 * dice : code === 4008 ? 60_000 : backoff(attempt, dice)
    attempt++
    cancel = options.wait(delay, connectIfWaiting)
  }

  function connectIfWaiting() {
    if (state === 'waiting') connect()
  }

  function enter(next: LinkState) {
    if (state === next) return
    state = next
    options.state(next)
  }

  return {
    start: () => {
      if (state === 'stopped') connect()
    },
    tell: (frame) => void carrier?.tell(frame),
    wake: () => {
      if (state === 'online') carrier?.check()
      if (state !== 'waiting' && state !== 'parked') return
      attempt = 0
      fruitless = 0
      connect()
    },
    restart: () => {
      cursor = undefined
      if (state !== 'stopped') connect()
    },
    stop: () => {
      cancel()
      carrier?.close()
      carrier = undefined
      enter('stopped')
    },
  }
}
