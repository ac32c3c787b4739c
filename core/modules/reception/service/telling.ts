import { findChannel, sends } from '../../channels/index.ts'
import { clinicOf, hoursOf } from '../../clinic/index.ts'
import { listWaiting, type Waiting } from '../store/waiting.ts'
import type { Turn } from './handing.ts'
import { goneSince } from './leaving.ts'
import { paceOf, placeAt } from './places.ts'

/**
 * What those hear who begin to wait far behind: how many are before them, and how long it takes where that is known; by
 * conversation. Whoever sees their place in the chat, or comes when nobody is there, hears nothing of it.
 */
export async function placeTexts(turn: Turn, rows: Waiting[]): Promise<Map<number, string>> {
  const { app, trx, world, now } = turn
  const texts = new Map<number, string>()
  const unaware = world.settings.tellPlace > 0 ? await withoutPlace(turn, rows) : new Set<number>()
  if (unaware.size === 0) return texts
  const { locale } = await clinicOf(trx)
  const waiting = await listWaiting(trx, goneSince(world.settings, now))
  for (const [teamId, queue] of Map.groupBy(waiting, (row) => row.teamId)) {
    const told = [...queue.entries()]
      .slice(world.settings.tellPlace - 1)
      .filter(([, { id }]) => unaware.has(id))
    const pace = told.length > 0 ? await paceOf({ db: trx, clock: app.clock }, teamId) : undefined
    for (const [before, { id }] of told) {
      const { seconds } = placeAt(before + 1, pace)
      const key = seconds === undefined ? 'queue.place' : 'queue.place-and-wait'
      const values = { before, minutes: Math.max(1, Math.round((seconds ?? 0) / 60)) }
      texts.set(id, app.i18n.t(locale, key, values))
    }
  }
  return texts
}

/** Those whose channel sends what is said, and so shows nothing by itself, and is open now. */
async function withoutPlace({ app, trx, now }: Turn, rows: Waiting[]): Promise<Set<number>> {
  const unaware: number[] = []
  for (const [channelId, theirs] of Map.groupBy(rows, (row) => row.channelId)) {
    const channel = await findChannel(trx, channelId)
    if (!channel || !sends(app.plugins, channel)) continue
    const { isOpen } = await hoursOf({ db: trx }, { channelId })
    if (isOpen(now)) unaware.push(...theirs.map(({ id }) => id))
  }
  return new Set(unaware)
}
