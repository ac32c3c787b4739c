import type { Http } from './http.ts'
import { wait, type Heard } from './link/carrier.ts'
import type { Locks } from './link/election.ts'
import { createLink, type LinkState } from './link/link.ts'
import { carryByPoll } from './link/poll.ts'
import { carryBySocket, type Socket } from './link/socket.ts'
import { createLine, type Channel, type Line } from './link/tabs.ts'
import type { Session } from './session.ts'
import type { News } from './wire.ts'

export type Site = {
  host: string
  site: string
  locale: () => string
  http: Http
  session: Session
  /** Random id of this window. */
  client: string
  /** The full address of a path below `/p/webchat/`. */
  address: (path: string) => string
}

type On = {
  heard: (heard: Heard) => void
  state: (state: LinkState) => void
  held: () => News[]
  /** The token was refused and there is another visitor now. */
  changed: () => void
}

/** The line of this browser to the clinic, with the browser's own sockets, locks, channels and signs of life. */
export function openLine(site: Site, on: On): Line {
  const { session, http, client } = site
  const address = site.address('socket').replace(/^http/, 'ws')
  const name = `qiantai:${site.site}`
  const line = createLine({
    name,
    locks: (navigator as { locks?: unknown }).locks as Locks | undefined,
    channel: typeof BroadcastChannel === 'undefined' ? undefined : (new BroadcastChannel(name) as Channel),
    wait,
    ...on,
    link: (events) =>
      createLink({
        ...events,
        wait,
        renew: () => session.open().then((changed) => changed && on.changed()),
        carry: (by, cursor, carried) => {
          if (by === 'poll') return carryByPoll(http, session.token(), cursor, carried)
          const hello = { token: session.token(), client, cursor, locale: site.locale() }
          return carryBySocket(new WebSocket(address) as Socket, hello, carried, wait)
        },
      }),
  })
  whenBack(line.wake)
  return line
}

/** Calls `wake` whenever the network is back or the page is looked at again. */
export function whenBack(wake: () => void): void {
  addEventListener('online', wake)
  addEventListener('pageshow', (event) => event.persisted && wake())
  document.addEventListener('visibilitychange', () => document.hidden || wake())
}
