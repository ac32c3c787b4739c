import type { App } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import type { Snapshot } from '../../../plugin/index.ts'
import { listExtensions, setPhonesOnline } from '../../lines/index.ts'
import { isParked } from '../verbs/parking.ts'
import { step } from '../runtime/step.ts'
import { turnsOf } from '../runtime/turns.ts'
import { agentLines } from '../store/agent-lines.ts'
import { liveCalls } from '../store/calls.ts'
import { uidOf } from '../uid.ts'
import { incoming } from './incoming.ts'
import { found } from './lost.ts'
import { ownerOf } from './owners.ts'
import { parkedGone, rest } from './parked.ts'

type Legs = Snapshot['legs']

/**
 * Events were missed: calls go on as things are now, legs of ours that nobody knows any more are hung up, and who has
 * rung meanwhile is let in.
 */
export async function rebuilt(app: App, channelId: number, snapshot: Snapshot): Promise<void> {
  const { legs, recordings, phones } = snapshot
  const now = await turnsOf(app).take(`channel:${channelId}`, async () => {
    await found(app, channelId)
    await transaction(app.db, (trx) => setPhonesOnline(trx, channelId, phones, app.clock().toISOString()))
    const calls = await liveCalls(app.db, channelId)
    const uids = calls.map(({ uid }) => uid)
    const taken = new Set(calls.flatMap(({ live }) => Object.keys(live.legs)))
    await keepParkedLegs(app, channelId, { legs, taken })
    const strangers = await strangersAmong(app, channelId, { legs, uids })
    // In their turns before whatever is heard next, and not waited for here: a turn may wait for the exchange.
    const steps = uids.map((uid) => step(app, uid, { type: 'rebuilt', legs, recordings }))
    return { strangers, stepped: Promise.all(steps) }
  })
  await now.stepped
  for (const { leg, from = '', to = '' } of now.strangers)
    await incoming(app, channelId, { type: 'incoming', leg, from, to })
}

/** Who rings us and has no call yet. Legs that we dialled for calls of the past are hung up. */
async function strangersAmong(
  app: App,
  channelId: number,
  { legs, uids }: { legs: Legs; uids: string[] },
): Promise<Legs> {
  const strangers: Legs = []
  for (const each of legs) {
    const uid = uidOf(each.leg)
    if (uid !== undefined && !uids.includes(uid)) await hangUp(app, channelId, each.leg)
    if (isParked(each.leg) || uid !== undefined || each.from === undefined) continue
    if ((await ownerOf(app, channelId, each.leg)) === undefined) strangers.push(each)
  }
  return strangers
}

/** One that is in no call (any more) is brought to rest: how its last call has left it nobody knows. */
async function keepParkedLegs(
  app: App,
  channelId: number,
  { legs, taken }: { legs: Legs; taken: Set<string> },
) {
  const alive = new Set(legs.map(({ leg }) => leg))
  const here = (await listExtensions(app.db)).filter((extension) => extension.channelId === channelId)
  const lines = await agentLines(app.db)
  const known = here.flatMap(({ agentId }) => lines.get(agentId)?.parked ?? [])
  for (const leg of known)
    if (!alive.has(leg)) await parkedGone(app, leg)
    else if (!taken.has(leg)) await rest(app, channelId, leg)
  for (const leg of alive) if (isParked(leg) && !known.includes(leg)) await hangUp(app, channelId, leg)
}

async function hangUp(app: App, channelId: number, leg: string) {
  await app.channels.open(channelId)?.voice?.hangUp(leg)
}
