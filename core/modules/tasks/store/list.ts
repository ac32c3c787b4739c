import type { Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { type Query, visibleTo } from '../../routing/index.ts'
import type { Task } from '../task.ts'
import { taskOf, type TaskRow } from './rows.ts'

/** Labels: `tasks.view.<view>`. `free`: whoever takes it. */
export const views = ['all', 'mine', 'free', 'done'] as const
export type View = (typeof views)[number]

/** How many are to be done, and how many of them are overdue. */
export type Owed = { count: number; overdue: number }

const mostOpen = 200
const mostDone = 50

/**
 * The tasks of a view that this viewer may see: overdue ones first, of these who has tried most; then what is due next. Done
 * ones newest first.
 */
export async function listTasks(db: Db, viewer: Viewer, view: View, now: string): Promise<Task[]> {
  const query = inView(visibleTo(db('task'), viewer, 'task'), view, viewer)
  const rows: TaskRow[] =
    view === 'done'
      ? await query.orderBy('task.done_at', 'desc').limit(mostDone).select('task.*')
      : await query
          .orderByRaw(`case when task.due_at <= ? then -task.attempts else 0 end`, [now])
          .orderBy(['task.due_at', 'task.id'])
          .limit(mostOpen)
          .select('task.*')
  return rows.map(taskOf)
}

/** How many open tasks of each view this viewer may see. */
export async function countTasks(
  db: Db,
  viewer: Viewer,
  now: string,
): Promise<Record<'all' | 'mine' | 'free', Owed>> {
  const id = Number(viewer.agentId)
  const sum = (name: string, condition: string) =>
    db.raw(`sum(case when ${condition} then 1 else 0 end) as ${name}`)
  const late = `task.due_at <= '${new Date(now).toISOString()}'`
  const row = await visibleTo(db('task').whereNull('task.done_at'), viewer, 'task')
    .select(sum('total', '1 = 1'), sum('total_late', late))
    .select(sum('mine', `task.agent_id = ${id}`), sum('mine_late', `task.agent_id = ${id} and ${late}`))
    .select(sum('free', 'task.agent_id is null'), sum('free_late', `task.agent_id is null and ${late}`))
    .first()
  const owed = (name: string) => ({
    count: Number(row?.[name] ?? 0),
    overdue: Number(row?.[`${name}_late`] ?? 0),
  })
  return { all: owed('total'), mine: owed('mine'), free: owed('free') }
}

/** What is owed to a person and this viewer may see, what is due first before the rest. */
export async function owedTo(db: Db, viewer: Viewer, personId: number): Promise<Task[]> {
  const query = visibleTo(db('task').where({ person_id: personId }).whereNull('task.done_at'), viewer, 'task')
  const rows: TaskRow[] = await query.orderBy('task.due_at').select('task.*')
  return rows.map(taskOf)
}

/** The teams of each of these agents. */
export async function teamsOf(db: Db, agentIds: number[]): Promise<Map<number, number[]>> {
  const rows: { agent_id: number; team_id: number }[] = await db('team_member').whereIn('agent_id', agentIds)
  const byAgent = Map.groupBy(rows, ({ agent_id }) => agent_id)
  return new Map([...byAgent].map(([id, theirs]) => [id, theirs.map(({ team_id }) => team_id)]))
}

function inView<Q extends Query>(query: Q, view: View, { agentId }: Viewer): Q {
  if (view === 'done') query.whereNotNull('task.done_at')
  else query.whereNull('task.done_at')
  if (view === 'mine') query.where('task.agent_id', agentId)
  if (view === 'free') query.whereNull('task.agent_id')
  return query
}
