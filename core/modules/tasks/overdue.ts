import type { App } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { failure, type Handler } from '../../platform/jobs/index.ts'
import { lockTask } from './store/tasks.ts'

type Watch = { id: number; dueAt: string }

/** The job that tells of a task that is not done by its time; one that was put off since has a job of its own. */
export function overdueJob(app: App): Handler {
  return {
    run: (payload) =>
      transaction(app.db, async (trx) => {
        if (!isWatch(payload)) throw failure('not a watch', { permanent: true })
        const task = await lockTask(trx, payload.id)
        if (!task || task.doneAt || task.dueAt !== payload.dueAt) return
        const data = { agentId: task.agentId, teamId: task.teamId }
        const fact = { topic: 'tasks', type: 'task.overdue', ref: task.id, data }
        await append(trx, fact, app.clock().toISOString())
      }),
  }
}

function isWatch(payload: unknown): payload is Watch {
  return typeof payload === 'object' && payload !== null && 'id' in payload && 'dueAt' in payload
}
