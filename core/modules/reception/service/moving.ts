import type { App } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { Return } from '../../conversations/index.ts'
import { deal } from '../decide.ts'
import { byPlace, freeStaff, mayGet } from '../queue.ts'
import { acquaintancesOf, unknown } from '../store/acquaintances.ts'
import { type Leaving, listLeaving } from '../store/overdue.ts'
import { listWaiting, type Waiting } from '../store/waiting.ts'
import { type House, readAskings } from './asking.ts'
import { callersOf } from './callers.ts'
import { goneSince } from './leaving.ts'
import { readWorld } from './world.ts'

/** Somebody who waits, or will where their agent loses them: to that one they are not given. */
type Waits = (Waiting & { agentId?: null }) | Leaving

/** Those of these returns that happen: what is not answered in time stays with its agent while nobody else could have it. */
export async function movable(app: App, trx: Db, returns: Return[]): Promise<Return[]> {
  if (returns.every(({ reason }) => reason !== 'late')) return returns
  const house = { app, trx, world: await readWorld(app, trx), now: app.clock() }
  const taken = await takenFrom(house, await queueAfter(house, returns))
  return returns.filter(({ conversationId, reason }) => reason !== 'late' || taken.has(conversationId))
}

/** Everybody who would be given once these came back, in the order of their places: callers are given with their call. */
async function queueAfter({ app, trx, world, now }: House, returns: Return[]): Promise<Waits[]> {
  const ids = returns.flatMap(({ agentId, conversationId }) => (agentId === null ? [conversationId] : []))
  const callers = await callersOf(app, trx)
  const waiting = await listWaiting(trx, goneSince(world.settings, now))
  const leaving = await listLeaving(trx, ids, now.toISOString())
  return [...waiting, ...leaving].filter(({ id }) => !callers.has(id)).toSorted(byPlace)
}

/** Plays it through who of this queue would be given to somebody now. */
async function takenFrom(house: House, queue: Waits[]): Promise<Set<number>> {
  const { trx, world, now } = house
  const free = freeStaff(world)
  const known = await acquaintancesOf(trx, [...new Set(queue.map(({ personId }) => personId))])
  const rows = queue.filter((row) => mayGet(world, free, row, known.get(row.personId) ?? unknown))
  const asked = await readAskings(house, rows, known)
  const isTaken = ({ row, asking }: (typeof asked)[number]) => {
    const passed = [...asking.passed, row.agentId ?? []].flat()
    return deal(world, { ...asking, passed }, now.toISOString()).explanation.agentId !== null
  }
  return new Set(asked.filter(isTaken).map(({ row }) => row.id))
}
