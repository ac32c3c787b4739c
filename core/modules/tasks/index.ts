import type { Module } from '../../module.ts'
import { tasksTopic } from './live.ts'
import { owedNotes, taskAlerts } from './notes.ts'
import { owingJob } from './owing.ts'
import { overdueJob } from './overdue.ts'
import { taskRoutes } from './routes.ts'
import { owedNow } from './screen.ts'

export { addTask, type NewTask } from './adding.ts'
export { callbackDone } from './calling.ts'
export type { Reason, Result, Task } from './task.ts'

/** What is owed to customers. */
export const tasks: Module = {
  id: 'tasks',
  menu: [
    {
      href: '/tasks',
      label: 'tasks.title',
      icon: 'list-todo',
      topic: 'tasks',
      count: 'owed',
      permission: 'calls.take',
      area: 'desk',
    },
  ],
  routes: taskRoutes,
  jobs: (app) => ({ 'task.overdue': overdueJob(app), 'task.add': owingJob(app) }),
  live: (app) => [tasksTopic(app)],
  alerts: taskAlerts,
  layout: async (app, viewer) => ({ owed: await owedNow(app, viewer) }),
  rail: owedNotes,
}
