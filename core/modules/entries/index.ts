import type { Module } from '../../module.ts'
import { entryRoutes } from './routes.ts'

export type { Entry } from './entry.ts'
export { listEntries, makeEntry } from './service.ts'
export { entryByCode } from './store.ts'

/** Codes on posters and links on pages through which customers come, and what comes of each. */
export const entries: Module = { id: 'entries', routes: entryRoutes }
