import type { Db } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { personChanged } from '../people/index.ts'
import type { Task } from './task.ts'

type Told = Pick<Task, 'id' | 'personId' | 'agentId' | 'teamId'>

/** Tells the screens that a task is new or otherwise than it `was`; the rail of its person shows it as well. */
export async function tell(trx: Db, type: string, task: Told, at: string, was?: Told): Promise<void> {
  const { id, personId } = task
  const data = { ...holderOf(task), ...(was && { was: holderOf(was) }) }
  const told = { topic: 'tasks', type: `task.${type}`, ref: id, data }
  await append(trx, [told, personChanged(personId)], at)
}

/** Sees to it that somebody hears of a task that is not done by its time. */
export async function watch(trx: Db, { id, dueAt }: Pick<Task, 'id' | 'dueAt'>, at: string): Promise<void> {
  await enqueue(trx, { name: 'task.overdue', payload: { id, dueAt }, dueAt }, at)
}

function holderOf({ agentId, teamId }: Told) {
  return { agentId, teamId }
}
