import type { Frame, News } from '../wire.ts'
import type { Heard, Wait } from './carrier.ts'
import { createElection, type Locks } from './election.ts'
import type { Link, LinkState } from './link.ts'

/** The part of a BroadcastChannel that is used. */
export type Channel = {
  postMessage: (word: Word) => void
  onmessage: ((event: { data: Word }) => unknown) | null
  close: () => void
}

type Word =
  | { k: 'ask' }
  | { k: 'state'; state: LinkState; held?: News[] }
  | { k: 'heard'; heard: Heard }
  | { k: 'tell'; frame: Frame }
  | { k: 'restart' }

export type Line = Link & { leads: () => boolean }

export type LineOptions = {
  name: string
  locks?: Locks
  channel?: Channel
  wait: Wait
  heard: (heard: Heard) => void
  state: (state: LinkState) => void
  /** What a tab that comes later must know: unread messages. */
  held: () => News[]
  link: (on: { heard: (heard: Heard) => void; state: (state: LinkState) => void }) => Link
}

/** One link for all tabs of a browser: the leader holds it, the others hear and speak through the leader. */
export function createLine(options: LineOptions): Line {
  const channel = options.locks && options.channel
  const on = { lead, resign }
  const election = createElection(channel && options.locks, options.name, on, options.wait)
  let link: Link | undefined
  let state: LinkState = 'connecting'

  if (channel) channel.onmessage = (event) => (link ? serve(event.data) : follow(event.data))

  function lead() {
    link = options.link({ heard: tellAll, state: enter })
    link.start()
  }

  function resign() {
    link?.stop()
    link = undefined
  }

  function tellAll(heard: Heard) {
    channel?.postMessage({ k: 'heard', heard })
    options.heard(heard)
  }

  function enter(next: LinkState) {
    if (!link && next === 'stopped') return
    state = next
    if (link) channel?.postMessage({ k: 'state', state })
    options.state(next)
  }

  function serve(word: Word) {
    if (word.k === 'tell') link?.tell(word.frame)
    if (word.k === 'restart') link?.restart()
    if (word.k === 'ask') {
      channel?.postMessage({ k: 'state', state, held: options.held() })
      link?.wake()
    }
  }

  function follow(word: Word) {
    if (word.k === 'heard') options.heard(word.heard)
    if (word.k !== 'state') return
    election.trust()
    enter(word.state)
    if (word.held?.length) options.heard({ news: word.held })
  }

  /** A leader that does not answer is asleep. */
  function ask() {
    if (!channel || link) return
    election.doubt()
    channel.postMessage({ k: 'ask' })
  }

  function stop() {
    link?.stop()
    election.quit()
    channel?.close()
  }

  const start = () => (election.run(), ask())
  const leads = () => link !== undefined
  const tell = (frame: Frame) => (link ? link.tell(frame) : channel?.postMessage({ k: 'tell', frame }))
  const wake = () => (link ? link.wake() : ask())
  const restart = () => (link ? link.restart() : channel?.postMessage({ k: 'restart' }))
  return { start, tell, wake, restart, stop, leads }
}
