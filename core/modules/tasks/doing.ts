import { Invalid, NotFound } from '../../errors.ts'
import type { App, Viewer } from '../../module.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { lockVisible, updateTask } from './store/tasks.ts'
import type { Result, Task } from './task.ts'
import { tell, watch } from './telling.ts'

const longestNote = 2000
const longestRest = 90 * 24 * 60 * 60_000

type Change = Partial<Pick<Task, 'agentId' | 'note' | 'dueAt' | 'doneAt' | 'doneBy' | 'result'>>

/** Says that a task is done, and what came of it. Throws NotFound, as all of these. */
export async function finish(app: App, viewer: Viewer, id: number, result: Result): Promise<void> {
  await change(app, viewer, id, 'done', (at) => ({ doneAt: at, doneBy: viewer.agentId, result }))
}

/** The task is not done after all. */
export async function reopen(app: App, viewer: Viewer, id: number): Promise<void> {
  await change(app, viewer, id, 'added', () => ({ doneAt: null, doneBy: null, result: null }))
}

/** Puts a task off (or back) to a time, ISO 8601. Throws Invalid for what is no time of the next three months. */
export async function postpone(app: App, viewer: Viewer, id: number, until: string): Promise<void> {
  const due = Date.parse(until)
  if (Number.isNaN(due) || due > app.clock().getTime() + longestRest)
    throw new Invalid([{ field: 'until', message: 'errors.fault.invalid' }])
  await change(app, viewer, id, 'changed', () => ({ dueAt: new Date(due).toISOString() }))
}

/** The viewer looks after it; with `back`, whoever of the team does. */
export async function take(app: App, viewer: Viewer, id: number, back = false): Promise<void> {
  await change(app, viewer, id, 'changed', () => ({ agentId: back ? null : viewer.agentId }))
}

/** Replaces the note. */
export async function note(app: App, viewer: Viewer, id: number, text: string): Promise<void> {
  if (text.length > longestNote) throw new Invalid([{ field: 'note', message: 'errors.fault.long' }])
  const clean = text.toWellFormed().replaceAll('\0', '').trim()
  await change(app, viewer, id, 'changed', () => ({ note: clean }))
}

/** What the viewer may not see is not there. */
async function change(app: App, viewer: Viewer, id: number, type: string, by: (at: string) => Change) {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const task = await visible(trx, viewer, id)
    const changed = by(at)
    await updateTask(trx, id, changed)
    if (changed.dueAt || changed.doneAt === null) await watch(trx, { ...task, ...changed }, at)
    await tell(trx, type, { ...task, ...changed }, at, task)
  })
}

async function visible(trx: Db, viewer: Viewer, id: number): Promise<Task> {
  const task = await lockVisible(trx, viewer, id)
  if (!task) throw new NotFound(`task ${id}`)
  return task
}
