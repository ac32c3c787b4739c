import type { Migration } from '../core/platform/db/index.ts'

/** Files of a message stand in the order their sender picked them, not the one in which they arrived. */
export const fileOrder: Migration = {
  name: '0002-file-order',
  up: (db) => db.schema.alterTable('message_file', (t) => t.smallint('position').notNullable().defaultTo(0)),
}
