import type { Db } from '../../core/platform/db/index.ts'

/** The board counts who came by the time that they came. */
export async function board(db: Db) {
  await db.schema.alterTable('conversation', (t) => t.index('opened_at'))
}
