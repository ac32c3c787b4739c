import type { App } from '../../../module.ts'
import { batcher, type Db, lockName } from '../../../platform/db/index.ts'
import { listChannels, sends } from '../../channels/index.ts'
import type { Cause } from '../decision.ts'
import { byPlace, freeStaff, mayGet } from '../queue.ts'
import { acquaintancesOf, type Known, unknown } from '../store/acquaintances.ts'
import { listRules } from '../store/rules.ts'
import { listWaiting, type Waiting } from '../store/waiting.ts'
import type { World } from '../world.ts'
import { readAskings } from './asking.ts'
import { callersOf } from './callers.ts'
import { handOut, type Turn } from './handing.ts'
import { goneSince } from './leaving.ts'
import { prioritize } from './prioritizing.ts'
import { channelSettings, receptionSettings } from './settings.ts'
import { readWorld } from './world.ts'

/** Why some conversations wait again, by conversation. */
export type Causes = Map<number, Cause>

type Desk = (causes: Causes) => Promise<boolean>

const desks = new WeakMap<Db, Desk>()
const some = 50
/** After so many the database is free for others for a moment. */
const mostAtOnce = 100

/**
 * Looks at everybody who waits, in the order of their places: rules say where they wait, and where the house gives, they
 * are given to agents until nobody has room. Whoever asks at the same time shares one look; of several processes one
 * looks at a time, so that nobody is given twice and no agent more than they can have.
 */
export async function look(app: App, causes: Causes = new Map()): Promise<void> {
  const desk = deskOf(app)
  let isMore = await desk(causes)
  while (isMore) isMore = await desk(new Map())
}

function deskOf(app: App): Desk {
  const known = desks.get(app.db)
  if (known) return known
  const desk = batcher<Causes, boolean>(app.db, async (trx, asked) => {
    const isMore = await lookOnce(app, trx, new Map(asked.flatMap((causes) => [...causes])))
    return asked.map(() => isMore)
  })
  desks.set(app.db, desk)
  return desk
}

/** Answers whether there is more to do than one transaction should. */
async function lookOnce(app: App, trx: Db, causes: Causes): Promise<boolean> {
  if (await isIdle(app, trx)) return false
  await lockName(trx, 'reception')
  const world = await readWorld(app, trx)
  const turn: Turn = { app, trx, world, causes, now: app.clock() }
  const callers = await callersOf(app, trx)
  const everybody = await listWaiting(trx, goneSince(world.settings, turn.now))
  const waiting = everybody.filter(({ id }) => !callers.has(id))
  const known = await acquaintancesOf(trx, [...new Set(waiting.map(({ personId }) => personId))])
  const queue = toAsk(world, await prioritize(turn, waiting, known), known)
  for (let from = 0, changed = 0; from < queue.length; from += some) {
    if (changed >= mostAtOnce) return true
    const rows = queue.slice(from, from + some)
    changed += await handOut(turn, await readAskings(turn, rows, known))
  }
  return false
}

/** Nobody gives, nothing says where anybody waits, and nobody would be told of it. */
async function isIdle({ plugins }: App, db: Db): Promise<boolean> {
  const { mode, tellPlace } = await receptionSettings(db)
  if (mode === 'automatic') return false
  if (tellPlace > 0 && (await listChannels(db)).some((channel) => sends(plugins, channel))) return false
  const groups = [...(await channelSettings.all(db)).values()].filter(({ teamId }) => teamId !== null)
  return groups.length === 0 && (await listRules(db)).length === 0
}

/** Those of whom something could become now; the others wait as before. */
function toAsk(world: World, waiting: Waiting[], known: Map<number, Known>): Waiting[] {
  const free = world.settings.mode === 'automatic' ? freeStaff(world) : new Set<number>()
  return waiting
    .filter((row) => row.isNew || mayGet(world, free, row, known.get(row.personId) ?? unknown))
    .toSorted(byPlace)
}
