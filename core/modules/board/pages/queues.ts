import type { App, Viewer } from '../../../module.ts'
import { listTeams } from '../../agents/index.ts'
import { expectedWaits, type liveCalls } from '../../calls/index.ts'
import { listExtensions } from '../../lines/index.ts'
import { placeOf } from '../../reception/index.ts'
import { looksAfterTeam } from '../../routing/index.ts'
import { queuedAmong, waitingByTeam } from '../store/waiting.ts'

type LiveCall = Awaited<ReturnType<typeof liveCalls>>[number]

/** A group that customers wait for. `first`: since when the first of them waits; `minutes`: what whoever came last will wait, where that is known. */
export type QueueRow = {
  id: number
  name: string
  waiting: number
  calls: number
  first?: string
  minutes?: number
}

/** Every skill group that this viewer looks after, and those who wait for no group in particular where there are any. */
export async function queueRows(app: App, viewer: Viewer, calls: LiveCall[]): Promise<QueueRow[]> {
  const teams = (await listTeams(app.db)).filter(({ id }) => looksAfterTeam(viewer, id))
  const written = await waitingByTeam(app.db, viewer)
  const ringing = await beside(app, viewer, calls)
  const waits = await waitsOf(
    app,
    teams.map(({ id }) => id),
  )
  const places = await placeOf(
    app,
    [...written.values()].map(({ last }) => last),
  )
  const rows = [...teams, { id: 0, name: app.i18n.t(viewer.locale, 'board.no-team') }].map(({ id, name }) => {
    const { count = 0, first = null, last = 0 } = written.get(id) ?? {}
    const theirs = ringing.all.filter(({ teamId }) => (teamId ?? 0) === id)
    const alone = theirs.filter((call) => !ringing.counted(call))
    const [since] = [first, ...theirs.map(({ queuedAt }) => queuedAt)].filter((at) => at !== null).toSorted()
    const wait = Math.max(waits.get(id) ?? 0, places.get(last)?.seconds ?? 0)
    return {
      id,
      name,
      waiting: count + alone.length,
      calls: theirs.length,
      ...(since && { first: since }),
      ...(wait > 0 && { minutes: Math.ceil(wait / 60) }),
    }
  })
  return rows.filter(({ id, waiting }) => id > 0 || waiting > 0)
}

/** Callers who wait. Whose conversation stands in a queue as well is one customer, who is counted there already. */
async function beside(app: App, viewer: Viewer, calls: LiveCall[]) {
  const all = calls.filter(({ state }) => state === 'queued' || state === 'offered')
  const queued = await queuedAmong(
    app.db,
    viewer,
    all.flatMap(({ conversationId }) => conversationId ?? []),
  )
  return { all, counted: ({ conversationId }: LiveCall) => queued.has(conversationId ?? 0) }
}

/** By the phones of the exchange where staff have theirs; a clinic with two of them waits about as long at either. */
async function waitsOf(app: App, teamIds: number[]): Promise<Map<number, number>> {
  const [first] = await listExtensions(app.db)
  return first ? expectedWaits(app, first.channelId, teamIds) : new Map()
}
