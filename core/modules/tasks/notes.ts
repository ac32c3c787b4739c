import type { Alert, App, RailNote, Viewer } from '../../module.ts'
import { can } from '../agents/index.ts'
import { countTasks, owedTo } from './store/list.ts'
import type { Kind } from './task.ts'

/** What supervisors see wherever they are: that customers wait for a call. */
export async function taskAlerts(app: App, viewer: Viewer): Promise<Alert[]> {
  if (!can(viewer, 'calls.supervise')) return []
  const { all } = await countTasks(app.db, viewer, app.clock().toISOString())
  if (all.overdue === 0) return []
  const text = app.i18n.t(viewer.locale, 'tasks.alert', { count: all.overdue })
  return [{ id: 'tasks', level: 'warning', text, href: '/tasks' }]
}

const icons: Record<Kind, string> = { callback: 'phone-missed', recovery: 'heart-handshake' }

/** What is owed to somebody, on their rail. */
export async function owedNotes(app: App, viewer: Viewer, personId: number): Promise<RailNote[]> {
  const now = app.clock().toISOString()
  return (await owedTo(app.db, viewer, personId)).map(({ id, kind, reason, dueAt }) => ({
    id: `task-${id}`,
    icon: icons[kind],
    tone: dueAt <= now ? 'danger' : 'warn',
    text: app.i18n.t(viewer.locale, `tasks.owed.${dueAt <= now ? 'late' : 'soon'}.${kind}`, {
      reason: app.i18n.t(viewer.locale, `tasks.reason.${reason}`),
    }),
    at: dueAt,
    href: '/tasks',
  }))
}
