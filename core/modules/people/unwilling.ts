import type { App, Module } from '../../module.ts'
import { askModules } from '../../platform/asking.ts'
import type { Db } from '../../platform/db/index.ts'

type Way = Parameters<NonNullable<Module['unwilling']>>[3]

/** Has this person asked not to be reached in this way, as far as any module knows? On a transaction `db` is that. */
export async function isUnwilling(app: App, db: Db, personId: number, way: Way): Promise<boolean> {
  return (await askModules(app, ({ unwilling }) => unwilling?.(app, db, [personId], way))).includes(personId)
}
