import type { App } from '../../../module.ts'
import { askModules } from '../../../platform/asking.ts'
import type { Db } from '../../../platform/db/index.ts'

/** The conversations of whoever is on the telephone: they are given with their call. On a transaction `db` is that. */
export async function callersOf(app: App, db: Db): Promise<Set<number>> {
  return new Set(await askModules(app, ({ calling }) => calling?.(app, db)))
}
