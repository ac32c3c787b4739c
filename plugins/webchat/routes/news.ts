import type { ServerRoute } from '@hapi/hapi'
import type { Host, News } from 'qiantai/plugin'
import type { Visitor } from '../actions.ts'
import { limits } from '../limits.ts'
import { lastCursor, newsView } from '../messages.ts'
import { check, newsQuery } from '../payloads.ts'
import { Refusal } from '../refusal.ts'
import { earsOf, enter, exit } from '../room.ts'
import { type Answer, type Call, visitorRoute } from './call.ts'

/** The long poll: for networks that let no socket through. */
export function newsRoutes(host: Host): ServerRoute[] {
  return [visitorRoute(host, { method: 'GET', path: 'news' }, poll)]
}

async function poll(visitor: Visitor, { query, request }: Call): Promise<Answer> {
  const { cursor, wait } = check(newsQuery, query)
  const poller = new Poller()
  request.raw.res.once('close', poller.leave)
  if (earsOf(visitor.room, visitor.who).filter((ear) => ear instanceof Poller).length >= limits.polls) {
    throw new Refusal('slow_down', { retryAfter: limits.pollSeconds })
  }
  enter(visitor.room, visitor.who, poller)
  try {
    return { body: await nextNews(visitor, poller, cursor, wait) }
  } finally {
    exit(visitor.room, visitor.who, poller)
  }
}

/** Listens first, then reads what was missed, then waits: nothing falls between. */
async function nextNews(visitor: Visitor, poller: Poller, cursor: string, wait: number): Promise<object> {
  const { room, who } = visitor
  const missed = await room.channel.since(who, cursor)
  if (missed && missed.length > 0) return tell(visitor, missed, cursor)
  if (missed) await poller.wait(wait)
  const news = missed && poller.wasWoken ? await room.channel.since(who, cursor) : missed
  return news ? tell(visitor, [...news, ...poller.passing], cursor) : { reset: true }
}

function tell(visitor: Visitor, news: News[], cursor: string): object {
  const reader = { ...visitor, site: visitor.room.channel.key }
  return { news: news.map((item) => newsView(reader, item)), cursor: lastCursor(news) ?? cursor }
}

/** One waiting request. */
class Poller {
  /** What has no cursor and so is in no log. */
  passing: News[] = []
  wasWoken = false
  #wake: (() => void) | undefined

  hear(news: News): void {
    if (news.type === 'typing') this.passing = [news]
    this.leave()
  }

  leave = (): void => {
    this.wasWoken = true
    this.#wake?.()
  }

  /** Resolves when something is heard, or after so many seconds. */
  async wait(seconds: number): Promise<void> {
    if (this.wasWoken || seconds === 0) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = resolve
    const timer = setTimeout(resolve, seconds * 1000)
    await promise
    clearTimeout(timer)
  }
}
