import type { Migration } from '../core/platform/db/index.ts'
import { house } from './0001-house.ts'

/** In the order they run. A migration that has landed is never edited; a new one goes to the end. */
export const migrations: Migration[] = [house]
