import type { Logger } from '../../log.ts'
import type { LiveTopic, Push, Viewer } from '../../module.ts'
import type { Event } from '../events/index.ts'
import type { ServerFrame } from './frames.ts'

/** What the followers of one topic get for one fact. */
export type Telling = {
  topic: string
  cursor: string
  regate: boolean
  isFor: (viewer: Viewer) => boolean
  /** The frame in a language, made once for all who read it. */
  frame: (locale: string) => string
}

const reset: ServerFrame = { t: 'reset' }

/**
 * Renders facts for the topics that somebody follows, in the order of the log. What cannot be rendered is told as a
 * reset: the page read anew is true, a missing push would not be.
 */
export async function renderTellings(
  topics: LiveTopic[],
  events: Event[],
  isFollowed: (topic: string) => boolean,
  log: Logger,
): Promise<Telling[]> {
  const tellings = await Promise.all(topics.map((live) => renderTopic(live, events, isFollowed, log)))
  const byCursor = Map.groupBy(tellings.flat(), (telling) => telling.cursor)
  return events.flatMap((event) => byCursor.get(event.cursor) ?? [])
}

async function renderTopic(
  live: LiveTopic,
  events: Event[],
  isFollowed: (topic: string) => boolean,
  log: Logger,
): Promise<Telling[]> {
  const told = events.flatMap((event) => {
    const topic = live.tells(event)
    return topic && isFollowed(topic) ? [{ topic, cursor: event.cursor, event }] : []
  })
  if (told.length === 0) return []
  const pushes = await live.render(told.map(({ event }) => event)).catch((error: unknown) => {
    log.error({ error, kind: live.kind }, 'live.render-failed')
  })
  return told.flatMap(({ topic, cursor }, index) => {
    const push = pushes ? pushes[index] : {}
    return push ? [telling(topic, cursor, push, pushes ? drawer(topic, cursor, push, log) : () => reset)] : []
  })
}

function telling(topic: string, cursor: string, push: Push, draw: (locale: string) => ServerFrame): Telling {
  const frames = new Map<string, string>()
  return {
    topic,
    cursor,
    regate: push.regate ?? false,
    isFor: push.to ?? (() => true),
    frame(locale) {
      const frame = frames.get(locale) ?? JSON.stringify(draw(locale))
      frames.set(locale, frame)
      return frame
    },
  }
}

function drawer(topic: string, cursor: string, push: Push, log: Logger): (locale: string) => ServerFrame {
  return (locale) => {
    try {
      return { t: 'push', topic, cursor, html: push.html?.(locale), data: push.data }
    } catch (error) {
      log.error({ error, topic, cursor }, 'live.render-failed')
      return reset
    }
  }
}
