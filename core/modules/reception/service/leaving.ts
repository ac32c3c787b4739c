import type { App } from '../../../module.ts'
import { batcher, type Db } from '../../../platform/db/index.ts'
import { earlier } from '../../../platform/time.ts'
import type { ReceptionSettings } from '../settings.ts'
import { listAway, markAway, markThere } from '../store/waiting.ts'
import { callersOf } from './callers.ts'
import { receptionSettings } from './settings.ts'

type Door = (conversationId: number) => Promise<void>

const doors = new WeakMap<Db, Door>()

/** Whoever left before this moment (ISO 8601 UTC) has lost their place. */
export function goneSince({ keepPlace }: ReceptionSettings, now: Date): string {
  return earlier(now, keepPlace * 1000)
}

/**
 * Whoever waits in this conversation has left the channel that shows them their place: they keep it for a while, and then
 * stand behind everybody who is there. Those who leave together are noted together.
 */
export async function leaves(app: App, conversationId: number): Promise<void> {
  await doorOf(app)(conversationId)
}

function doorOf({ db, clock }: App): Door {
  const known = doors.get(db)
  if (known) return known
  const door = batcher<number, void>(db, async (trx, ids) => {
    await markAway(trx, ids, clock().toISOString())
    return ids.map(() => undefined)
  })
  doors.set(db, door)
  return door
}

/** Those who wait in these conversations are there. Whoever was away for too long waits anew, in the same conversation. */
export async function isThere(app: App, conversationIds: number[]): Promise<void> {
  const present = new Set(conversationIds)
  const away = (await listAway(app.db)).filter((id) => present.has(id))
  if (away.length === 0) return
  const now = app.clock()
  const since = goneSince(await receptionSettings(app.db), now)
  const callers = await callersOf(app, app.db)
  const ids = away.filter((id) => !callers.has(id))
  await markThere(app.db, ids, { goneSince: since, at: now.toISOString() })
}
