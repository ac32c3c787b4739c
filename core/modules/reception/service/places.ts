import type { App } from '../../../module.ts'
import { askModules } from '../../../platform/asking.ts'
import type { Db } from '../../../platform/db/index.ts'
import { jointly } from '../../../platform/jointly.ts'
import { earlier } from '../../../platform/time.ts'
import type { QueuePlace } from '../../../plugin/index.ts'
import { listWaiting } from '../store/waiting.ts'
import { givenTimes } from '../store/given.ts'
import { goneSince } from './leaving.ts'
import { receptionSettings } from './settings.ts'

type Places = Map<number, QueuePlace>

const standings = new WeakMap<Db, () => Promise<Places>>()
/** Milliseconds that count as lately, and how many of the newest gifts are looked at. */
const lately = 4 * 60 * 60 * 1000
const mostSamples = 50
const fewestSamples = 4
/** Seconds. A longer time without anybody was a time in which nobody waited. */
const longestGap = 600

/**
 * Where those stand who wait in these conversations, by conversation; who does not wait is absent. 1 is next among those
 * of the same group. How long it takes is said where enough was given out of this queue lately to know; whoever is on the
 * telephone has the place they are told there. Whoever asks at the same time shares one look at the queue.
 */
export async function placeOf(app: App, conversationIds: number[]): Promise<Places> {
  const asked = new Set(conversationIds)
  const all = await standingsOf(app)()
  return new Map([...all].filter(([id]) => asked.has(id)))
}

function standingsOf(app: App): () => Promise<Places> {
  const known = standings.get(app.db) ?? jointly(() => readPlaces(app))
  standings.set(app.db, known)
  return known
}

async function readPlaces(app: App): Promise<Places> {
  const waiting = await listWaiting(app.db, goneSince(await receptionSettings(app.db), app.clock()))
  const calls = new Map(await askModules(app, (module) => module.places?.(app)))
  const places: Places = new Map()
  for (const [teamId, queue] of Map.groupBy(waiting, (row) => row.teamId)) {
    const pace = await paceOf(app, teamId)
    for (const [before, { id }] of queue.entries()) places.set(id, calls.get(id) ?? placeAt(before + 1, pace))
  }
  return places
}

/** A position in a queue in which each takes so many seconds (undefined: nobody knows). */
export function placeAt(position: number, pace: number | undefined): QueuePlace {
  return { position, ...(pace !== undefined && { seconds: Math.round(position * pace) }) }
}

/** How many seconds pass from one to the next who is given out of this queue; when nobody waited does not count. */
export async function paceOf(
  { db, clock }: Pick<App, 'db' | 'clock'>,
  teamId: number | null,
): Promise<number | undefined> {
  const since = earlier(clock(), lately)
  const times = (await givenTimes(db, teamId, { since, limit: mostSamples })).map((at) => Date.parse(at))
  const gaps = times.slice(1).map((time, index) => Math.abs(time - (times[index] ?? time)) / 1000)
  if (gaps.length < fewestSamples) return undefined
  return gaps.reduce((sum, gap) => sum + Math.min(gap, longestGap), 0) / gaps.length
}
