import type { Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { Span } from '../../clinic/index.ts'
import { type Query, visibleTo } from '../../routing/index.ts'
import type { By } from './report.ts'

/** Somebody who was lost: since when they waited, until when, whether they were answered at last, and seconds out of sight. */
export type Lost = {
  conversationId: number
  startedAt: string
  stoppedAt: string
  isAnswered: boolean
  rested: number
}

/** Whose; 0 is nobody. */
export type Of = Partial<Record<By, number>>

/** How many conversations of customers who were lost, by whose clock it was; 0 is nobody. */
export async function lostBy(db: Db, viewer: Viewer, span: Span, by: By): Promise<Map<number, number>> {
  const rows: { of: number | null; lost: number | string }[] = await lostClocks(db, viewer, span)
    .groupBy(`timer.${by}`)
    .select({ of: `timer.${by}` })
    .countDistinct({ lost: 'timer.conversation_id' })
  return new Map(rows.map(({ of, lost }) => [of ?? 0, Number(lost)]))
}

/** Who was lost, the last who came first, at most `limit`. */
export async function listLost(
  db: Db,
  viewer: Viewer,
  { span, of, limit }: { span: Span; of: Of; limit: number },
): Promise<Lost[]> {
  const query = lostClocks(db, viewer, span)
  for (const [column, id] of Object.entries(of))
    query.where((whose) =>
      id === 0 ? whose.whereNull(`timer.${column}`) : whose.where(`timer.${column}`, id),
    )
  const rows: (Omit<Lost, 'isAnswered'> & { outcome: string })[] = await query
    .orderBy([
      { column: 'timer.started_at', order: 'desc' },
      { column: 'timer.id', order: 'desc' },
    ])
    .limit(limit)
    .select({ conversationId: 'timer.conversation_id', startedAt: 'timer.started_at' })
    .select({ stoppedAt: 'timer.stopped_at', rested: 'timer.rested', outcome: 'timer.outcome' })
  return rows.map(({ outcome, ...row }) => ({ ...row, isAnswered: outcome === 'done' }))
}

/**
 * The clocks of first answers that began in this span and came too late, or never, of conversations that are closed and of
 * customers who have not been heard of since, on no channel.
 */
function lostClocks(db: Db, viewer: Viewer, { from, to }: Span) {
  const clocks = db('timer')
    .join('conversation', 'conversation.id', 'timer.conversation_id')
    .where('timer.kind', 'first')
    .where('timer.started_at', '>=', from)
    .where('timer.started_at', '<', to)
    .whereRaw('timer.stopped_at > timer.due_at')
    .whereNotNull('conversation.closed_at')
    .whereNotExists(heardSince)
  return visibleTo(clocks, viewer)
}

function heardSince(message: Query) {
  message
    .from('message')
    .join('conversation as other', 'other.id', 'message.conversation_id')
    .whereRaw('other.person_id = conversation.person_id')
    .where('message.direction', 'in')
    .whereRaw('message.at > timer.stopped_at')
}
