import { isAfter } from '../../../core/platform/events/cursor.ts'
import type { ClientFrame, ServerFrame } from '../../../core/platform/realtime/frames.ts'

/** What the page does with what it is told. */
export type Screen = {
  /** Turbo Streams to apply. */
  html: (html: string, topic: string) => void
  data: (topic: string, data: object) => void
  whisper: (topic: string, data: object) => void
  /** The page cannot be brought up to date: read it anew, then `follow` with its new cursor. */
  reset: () => void
  /** The agent may not see this topic, or not any more. */
  gone: (topic: string) => void
}

export type Page = {
  /**
   * What this page shows, and the cursor that it was read at. Replaces what was followed before. Without a cursor, a
   * part of the page was read anew, and it goes on from where the rest is.
   */
  follow: (topics: string[], cursor?: string) => void
  /** The socket is there (again). */
  resume: () => void
  hear: (frame: ServerFrame) => void
}

/**
 * Follows what the open page shows. The cursor moves past a fact when the next one comes, because one fact can be
 * pushed to several topics: what is cut off in between comes again, and what was applied is not applied twice.
 */
export function keepPage(screen: Screen, send: (frame: ClientFrame) => void): Page {
  let page = 0
  let topics: string[] = []
  let cursor = ''
  /** The fact being told, and the topics that it has been applied to. */
  let current = { cursor: '', topics: new Set<string>() }
  /** The server has begun to answer the last follow; pushes before that belong to another page. */
  let isFollowing = false

  function ask() {
    isFollowing = false
    if (cursor) send({ t: 'follow', page: ++page, topics, cursor })
  }

  function push({ topic, cursor: at, html, data }: Extract<ServerFrame, { t: 'push' }>) {
    if (!isFollowing || !isAfter(at, cursor)) return
    if (at !== current.cursor) begin(at)
    if (current.topics.has(topic)) return
    current.topics.add(topic)
    if (html) screen.html(html, topic)
    if (data) screen.data(topic, data)
  }

  function begin(at: string) {
    advance(current.cursor)
    current = { cursor: at, topics: new Set() }
  }

  function advance(to = '') {
    if (isFollowing && to && isAfter(to, cursor)) cursor = to
  }

  function following(answered: number, refused: string[]) {
    if (answered !== page) return
    isFollowing = true
    for (const topic of refused) screen.gone(topic)
  }

  function reset() {
    isFollowing = false
    screen.reset()
  }

  function hear(frame: ServerFrame) {
    if (frame.t === 'push') push(frame)
    else if (frame.t === 'following') following(frame.page, frame.refused)
    else if (frame.t === 'ready' || frame.t === 'pong') advance(frame.cursor)
    else if (frame.t === 'whisper' && topics.includes(frame.topic)) screen.whisper(frame.topic, frame.data)
    else if (frame.t === 'gone') screen.gone(frame.topic)
    else if (frame.t === 'reset') reset()
  }

  return {
    follow(wanted, at) {
      topics = [...new Set(wanted)].slice(0, 50)
      cursor = at ?? cursor
      current = { cursor: '', topics: new Set() }
      ask()
    },
    resume: ask,
    hear,
  }
}
