import type { Task } from '../task.ts'

export type TaskRow = {
  id: number
  kind: Task['kind']
  person_id: number
  conversation_id: number | null
  call_id: number | null
  team_id: number | null
  agent_id: number | null
  reason: Task['reason']
  note: string
  attempts: number
  due_at: string
  created_at: string
  done_at: string | null
  done_by: number | null
  result: Task['result']
}

/** The task that a row holds. */
export function taskOf(row: TaskRow): Task {
  const { id, kind, reason, note, attempts, result } = row
  return {
    id,
    kind,
    personId: row.person_id,
    conversationId: row.conversation_id,
    callId: row.call_id,
    teamId: row.team_id,
    agentId: row.agent_id,
    reason,
    note,
    attempts,
    dueAt: row.due_at,
    createdAt: row.created_at,
    doneAt: row.done_at,
    doneBy: row.done_by,
    result,
  }
}

/** The columns of what is given. */
export function columnsOf(change: Partial<Omit<Task, 'id'>>): Partial<TaskRow> {
  const columns = {
    kind: change.kind,
    person_id: change.personId,
    conversation_id: change.conversationId,
    call_id: change.callId,
    team_id: change.teamId,
    agent_id: change.agentId,
    reason: change.reason,
    note: change.note,
    attempts: change.attempts,
    due_at: change.dueAt,
    created_at: change.createdAt,
    done_at: change.doneAt,
    done_by: change.doneBy,
    result: change.result,
  }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
}
