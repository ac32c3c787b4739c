import type { App, Viewer } from '../../module.ts'
import { hoursOf } from '../clinic/index.ts'
import { latersAt } from './later.ts'
import { taskViews } from './rows.ts'
import { countTasks, listTasks, type Owed, type View, views } from './store/list.ts'
import { results } from './task.ts'

const icons: Record<View, string> = {
  all: 'circle-check',
  mine: 'coffee',
  free: 'circle-check',
  done: 'history',
}

/** The page of tasks: its views with their numbers, and the rows of one. */
export async function tasksScreen(app: App, viewer: Viewer, view: View) {
  const now = app.clock()
  const counts = await countTasks(app.db, viewer, now.toISOString())
  const rows = await taskViews(app, viewer, await listTasks(app.db, viewer, view, now.toISOString()))
  return {
    view,
    views: views.map((each) => ({
      view: each,
      current: each === view,
      ...(each !== 'done' && { count: counts[each].count, late: counts[each].overdue > 0 }),
    })),
    rows: rows.map((row, at) => ({ ...row, first: at === 0 })),
    laters: latersAt(now, await hoursOf(app)),
    results,
    empty: icons[view],
  }
}

/** What the menu shows: what the viewer could do now, and whether anything they are to look after is overdue. */
export async function owedNow(app: App, viewer: Viewer): Promise<Owed> {
  const { all, mine, free } = await countTasks(app.db, viewer, app.clock().toISOString())
  return { count: mine.count + free.count, overdue: all.overdue }
}
