import type { Module } from '../../module.ts'
import { entryRoutes } from './routes.ts'

export { type Entry, type Place, places } from './entry.ts'
export { entryPicture } from './picture.ts'
export { archiveEntry, type EntryView, listEntries, makeEntry, restoreEntry } from './service.ts'
export { entryByCode, findEntry } from './store.ts'

/** Codes on posters and links on pages through which customers come, and what comes of each. */
export const entries: Module = { id: 'entries', routes: entryRoutes }
