import { type Db, json } from '../../../platform/db/index.ts'
import type { Cause, Decision, Explanation } from '../decision.ts'

type Row = { id: number; conversation_id: number; cause: Cause; explanation: string; at: string }

/** What was decided about a conversation, newest first. */
export async function decisionsOf(db: Db, conversationId: number): Promise<Decision[]> {
  const rows: Row[] = await db('routing_decision')
    .where({ conversation_id: conversationId })
    .orderBy('id', 'desc')
  return rows.map(fromRow)
}

/** What was decided about each of these conversations since its customer waits, oldest first. */
export async function decisionsSince(db: Db, ids: number[]): Promise<Map<number, Decision[]>> {
  const rows: Row[] = await db('routing_decision')
    .join('conversation', 'conversation.id', 'routing_decision.conversation_id')
    .whereIn('conversation_id', ids)
    .whereRaw('routing_decision.at >= coalesce(conversation.queued_at, conversation.waiting_since)')
    .orderBy('routing_decision.id')
    .select('routing_decision.*')
  return Map.groupBy(rows.map(fromRow), ({ conversationId }) => conversationId)
}

/** Keeps decisions with their reasons. */
export async function insertDecisions(trx: Db, decisions: Omit<Decision, 'id'>[]): Promise<void> {
  const rows = decisions.map(({ conversationId, cause, explanation, at }) => ({
    conversation_id: conversationId,
    agent_id: explanation.agentId,
    team_id: explanation.teamId,
    cause,
    explanation: json.write(explanation),
    at,
  }))
  if (rows.length > 0) await trx('routing_decision').insert(rows)
}

function fromRow(row: Row): Decision {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    cause: row.cause,
    explanation: json.read<Explanation>(row.explanation, unexplained),
    at: row.at,
  }
}

const unexplained: Explanation = {
  step: 'anybody',
  ruleId: null,
  ruleName: '',
  teamId: null,
  method: 'least-busy',
  candidates: [],
  left: [],
  agentId: null,
}
