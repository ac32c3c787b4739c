import type { App } from '../../../module.ts'
import { type Db, lockName, transaction } from '../../../platform/db/index.ts'
import { earlier } from '../../../platform/time.ts'
import { onlineAgents } from '../../agents/index.ts'
import { type Return, takeBack } from '../../conversations/index.ts'
import type { ReceptionSettings } from '../settings.ts'
import { deserted, type Overdue, unanswered, untaken } from '../store/overdue.ts'
import { type Causes, look } from './looking.ts'
import { movable } from './moving.ts'
import { receptionSettings } from './settings.ts'

const causes = { left: 'left', late: 'late', untaken: 'declined' } as const

/**
 * Takes back what agents have who are gone, or did not answer or accept in time, and looks at the queue. Whoever waits has
 * the place they had; where agents take what they want, nothing is taken from them.
 */
export async function sweep(app: App): Promise<void> {
  const returns = await transaction(app.db, async (trx) => {
    await lockName(trx, 'reception')
    const settings = await receptionSettings(trx)
    if (settings.mode === 'manual') return []
    const found = await movable(app, trx, await overdue(app, trx, settings))
    await takeBack(trx, found, app.clock().toISOString())
    return found
  })
  await look(app, causesOf(returns))
}

/** Each at most once: the first reason counts. */
async function overdue(app: App, trx: Db, settings: ReceptionSettings): Promise<Return[]> {
  const { grace, answerWithin, acceptWithin } = settings
  const before = (seconds: number) => earlier(app.clock(), seconds * 1000)
  const found = [
    ...(acceptWithin > 0 ? await comingBack(app, trx, before(acceptWithin)) : []),
    ...(grace > 0 ? (await deserted(trx, before(grace))).map((one) => queued(one, 'left')) : []),
    ...(answerWithin > 0
      ? (await unanswered(trx, before(answerWithin))).map((one) => queued(one, 'late'))
      : []),
  ]
  const first = new Map(found.toReversed().map((one) => [one.conversationId, one]))
  return [...first.values()].toSorted((one, other) => one.conversationId - other.conversationId)
}

/** Whoever handed it over gets it back, if they are still there. */
async function comingBack(app: App, trx: Db, since: string): Promise<Return[]> {
  const online = new Set((await onlineAgents({ db: trx, clock: app.clock })).map(({ agentId }) => agentId))
  return (await untaken(trx, since)).map(({ id, from, fromTeam }) => ({
    conversationId: id,
    agentId: online.has(from) ? from : null,
    teamId: fromTeam,
    reason: 'untaken',
  }))
}

function queued({ id, teamId }: Overdue, reason: Return['reason']): Return {
  return { conversationId: id, agentId: null, teamId, reason }
}

function causesOf(returns: Return[]): Causes {
  return new Map(
    returns.flatMap(({ conversationId, agentId, reason }) =>
      agentId === null ? [[conversationId, causes[reason]] as const] : [],
    ),
  )
}
