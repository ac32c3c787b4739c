import type { Db } from '../../core/platform/db/index.ts'

/** Groups of one branch are looked at together. */
export async function branches(db: Db) {
  await db.schema.alterTable('team', (t) => {
    t.string('branch', 80).notNullable().defaultTo('') // '': of none in particular
  })
}
