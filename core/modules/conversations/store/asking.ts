import type { Db } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { readSetting } from '../../clinic/index.ts'
import type { Conversation } from '../conversation.ts'

/** A conversation before and after a change. */
type Changed = { conversation: Conversation; after: Conversation }

/**
 * Somebody waits who did not, or an agent has more room than before: the queue is looked at by a job, where anything could
 * come of it. Whom somebody takes who waits on the telephone as well is rung.
 */
export async function askReception(trx: Db, changes: Changed[], at: string): Promise<void> {
  const waiting = changes.filter(({ conversation, after }) => !conversation.queuedAt && after.queuedAt)
  const free = changes.flatMap(({ conversation: was, after }) =>
    isGivenUp(was, after) ? (was.agentId ?? []) : [],
  )
  const looks = [
    ...(waiting.length > 0 ? [{ name: 'reception.look', payload: { conversationIds: idsOf(waiting) } }] : []),
    ...[...new Set(free)].map((agentId) => ({ name: 'reception.free', payload: { agentId } })),
  ]
  const taken = changes.filter(({ conversation, after }) => conversation.queuedAt && after.agentId !== null)
  const calls = { name: 'call.distribute', payload: { conversationIds: idsOf(taken) } }
  const wanted = looks.length > 0 && (await mattersWhoWaits(trx)) ? looks : []
  await enqueue(trx, [...wanted, ...(taken.length > 0 ? [calls] : [])], at)
}

/** Does the house give, or tell who waits where they stand, or do rules or accounts say where somebody waits? */
async function mattersWhoWaits(trx: Db): Promise<boolean> {
  const { mode, tellPlace = 0 } = await readSetting<{ mode?: string; tellPlace?: number }>(
    trx,
    'reception',
    {},
  )
  if (mode === 'automatic' || tellPlace > 0) return true
  const rule = await trx('routing_rule').where({ deleted: 0 }).first('id')
  return (rule ?? (await trx('reception_settings').where('scope', 'like', 'channel:%').first())) !== undefined
}

function isGivenUp(was: Conversation, after: Conversation) {
  return was.status === 'open' && (after.status !== 'open' || after.agentId !== was.agentId)
}

function idsOf(changes: Changed[]): number[] {
  return changes.map(({ after }) => after.id)
}
