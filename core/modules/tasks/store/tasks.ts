import type { Viewer } from '../../../module.ts'
import { type Db, insertId, isPostgres } from '../../../platform/db/index.ts'
import { visibleTo } from '../../routing/index.ts'
import type { Kind, Task } from '../task.ts'
import { columnsOf, taskOf, type TaskRow } from './rows.ts'

/** Writes a task down and answers its id. */
export async function insertTask(trx: Db, task: Omit<Task, 'id'>): Promise<number> {
  return insertId(trx, 'task', columnsOf(task))
}

/** Changes what is given and leaves the rest. */
export async function updateTask(trx: Db, id: number, change: Partial<Omit<Task, 'id'>>): Promise<void> {
  await trx('task').where({ id }).update(columnsOf(change))
}

/** The task for the house itself, which sees all, or undefined; nobody else changes it before this transaction ends. */
export async function lockTask(trx: Db, id: number): Promise<Task | undefined> {
  const query = trx('task').where({ id })
  if (isPostgres(trx)) query.forUpdate()
  const row: TaskRow | undefined = await query.first()
  return row && taskOf(row)
}

/** As `lockTask`, where this viewer may see it. */
export async function lockVisible(trx: Db, viewer: Viewer, id: number): Promise<Task | undefined> {
  const task = await lockTask(trx, id)
  const seen = await visibleTo(trx('task').where('task.id', id), viewer, 'task').first('task.id')
  return seen && task
}

/** What is owed of a kind to a person, the oldest first; locked. */
export async function lockOwed(trx: Db, personId: number, kind: Kind): Promise<Task[]> {
  const query = trx('task').where({ person_id: personId, kind }).whereNull('done_at').orderBy('id')
  if (isPostgres(trx)) query.forUpdate()
  const rows: TaskRow[] = await query
  return rows.map(taskOf)
}

/** Who has looked after a person last, at work still, and where: the newest reception. */
export async function lastReception(
  db: Db,
  personId: number,
): Promise<{ conversationId: number; teamId: number | null; agents: number[] } | undefined> {
  const rows = await db('conversation')
    .leftJoin('agent', 'agent.id', 'conversation.agent_id')
    .where('person_id', personId)
    .orderBy('conversation.id', 'desc')
    .limit(10)
    .select('conversation.id', 'conversation.team_id', 'conversation.agent_id', 'agent.disabled_at')
  const [newest] = rows
  const agents = rows.flatMap(({ agent_id, disabled_at }) => (agent_id && !disabled_at ? [agent_id] : []))
  return newest && { conversationId: newest.id, teamId: newest.team_id, agents }
}

/** Who talked in a call, or undefined. */
export async function talkerOf(db: Db, callId: number): Promise<number | undefined> {
  const row = await db('call').where({ id: callId }).first('agent_id')
  return row?.agent_id ?? undefined
}

/** To whom these tasks are owed, by task. */
export async function peopleOf(db: Db, ids: number[]): Promise<Map<number, number>> {
  const rows: { id: number; person_id: number }[] = await db('task')
    .whereIn('id', ids)
    .select('id', 'person_id')
  return new Map(rows.map(({ id, person_id }) => [id, person_id]))
}
