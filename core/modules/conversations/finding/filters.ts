import { Invalid } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { clean } from '../../people/index.ts'
import type { ListQuery } from './list.ts'
import { deleteFilter, insertFilter, listFilters } from '../store/filters.ts'

export type SavedFilter = { id: number; name: string; query: ListQuery }

/** The agent's own saved filters, oldest first. */
export async function savedFilters(app: App, viewer: Viewer): Promise<SavedFilter[]> {
  return listFilters(app.db, viewer.agentId)
}

/** Keeps a filter under a name, at most thirty of them. Throws Invalid. */
export async function saveFilter(
  app: App,
  viewer: Viewer,
  filter: { name: string; query: ListQuery },
): Promise<number> {
  const name = clean(filter.name, 60)
  if (!name) throw new Invalid([{ field: 'name', message: 'errors.fault.required' }])
  if ((await savedFilters(app, viewer)).length >= 30)
    throw new Invalid([{ field: 'name', message: 'desk.refused.many' }])
  const { before: _, ...query } = filter.query
  return insertFilter(app.db, viewer.agentId, { name, query })
}

/** Forgets a filter of the agent's own. */
export async function forgetFilter(app: App, viewer: Viewer, id: number): Promise<void> {
  await deleteFilter(app.db, viewer.agentId, id)
}
