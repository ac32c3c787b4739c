import type { App } from '../../../module.ts'
import { hoursOf } from '../../../modules/clinic/index.ts'
import { isThere, placeOf } from '../../../modules/reception/index.ts'
import type { News, QueuePlace } from '../../../plugin/index.ts'

/** A conversation on an account. */
export type Talk = { id: number; channelId: number }

/**
 * Somebody who hears of their place; `name` is the same whenever they come. `isKnown`: they were looked at since they came.
 */
export type Waiter = { name: string; talk?: Talk; isKnown?: true; listener: (news: News) => void }

export type Places = {
  /** Something has changed in a queue, or somebody has come: whoever stands elsewhere is told soon. */
  look: () => void
  /** Resolves when the look that is under way, if any, is over. */
  looked: () => Promise<void>
  stop: () => Promise<void>
}

const pause = 500
const mostRemembered = 10_000

/** Where those stand who wait in these conversations, by conversation; outside of opening hours nobody stands anywhere. */
export async function placesOf(app: App, talks: Talk[]): Promise<Map<number, QueuePlace>> {
  const open: number[] = []
  for (const [channelId, ofChannel] of Map.groupBy(talks, (talk) => talk.channelId)) {
    const { isOpen } = await hoursOf(app, { channelId })
    if (isOpen(app.clock())) open.push(...ofChannel.map(({ id }) => id))
  }
  return open.length > 0 ? placeOf(app, open) : new Map()
}

/** Tells waiters of their places; what happens together, and in the half second after it, costs one look. */
export function createPlaces(app: App, waiters: () => Iterable<Waiter>): Places {
  const told = new Map<string, QueuePlace>()
  let isWanted = false
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined

  async function tell() {
    const waiting = [...waiters()].filter(({ talk }) => talk)
    if (waiting.length === 0) return
    const talks = waiting.flatMap(({ talk }) => talk ?? [])
    await isThere(
      app,
      talks.map(({ id }) => id),
    )
    const places = await placesOf(app, talks)
    for (const [name, present] of Map.groupBy(waiting, (waiter) => waiter.name)) {
      const [one] = present
      const place = noLater(told.get(name), places.get(one?.talk?.id ?? 0), one?.isKnown)
      if (isNews(name, place)) for (const { listener } of present) listener({ type: 'place', ...place })
      for (const waiter of present) waiter.isKnown = true
    }
  }

  /** Remembers what somebody is told, also while they are away for a moment: then it is no news when they are back. */
  function isNews(name: string, { place }: { place?: QueuePlace }): boolean {
    const before = told.get(name)
    told.delete(name)
    if (place) told.set(name, place)
    const [oldest] = told.keys()
    if (told.size > mostRemembered && oldest !== undefined) told.delete(oldest)
    return before?.position !== place?.position || before?.seconds !== place?.seconds
  }

  function begin() {
    isWanted = false
    looking = tell()
      .catch((error: unknown) => app.log.error({ error }, 'channel.places-failed'))
      .then(rest)
  }

  function rest() {
    looking = undefined
    if (isStopped) return
    timer = setTimeout(() => {
      timer = undefined
      if (isWanted) begin()
    }, pause).unref()
  }

  return {
    look() {
      isWanted = true
      if (!looking && !timer && !isStopped) begin()
    },
    looked: async () => looking,
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await looking
    },
  }
}

/** Whoever is there and waits hears of no later place than before. */
function noLater(before: QueuePlace | undefined, now: QueuePlace | undefined, isThere: true | undefined) {
  if (!now) return {}
  return { place: isThere && before && now.position > before.position ? before : now }
}
