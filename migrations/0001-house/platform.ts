import { type Db, isPostgres, isoTime } from '../../core/platform/db/index.ts'

/** Settings, the log of facts, jobs and files. */
export async function platform(db: Db) {
  await db.schema.createTable('setting', (t) => {
    t.string('key', 100).primary()
    t.text('value').notNullable()
  })
  await db.schema.createTable('event', (t) => {
    t.increments('seq')
    // The transaction that wrote it: 0 on SQLite, where one writer makes `seq` the commit order.
    if (isPostgres(db))
      t.specificType('tx', 'bigint').notNullable().defaultTo(db.raw('pg_current_xact_id()::text::bigint'))
    else t.bigInteger('tx').notNullable().defaultTo(0)
    t.string('topic', 120).notNullable()
    t.string('type', 60).notNullable()
    t.integer('ref')
    t.text('data').notNullable().defaultTo('{}')
    isoTime(t, 'at').notNullable()
    t.index(['tx', 'seq'])
    t.index('at')
  })
  await db.schema.createTable('job', (t) => {
    t.increments('id')
    t.string('name', 80).notNullable()
    t.string('key', 160)
    t.text('payload').notNullable()
    t.string('state', 10).notNullable().defaultTo('ready') // ready · buried
    isoTime(t, 'due_at').notNullable()
    isoTime(t, 'leased_until')
    t.string('lease', 40)
    t.integer('attempts').notNullable().defaultTo(0)
    t.text('reason')
    isoTime(t, 'created_at').notNullable()
    t.index(['state', 'due_at'])
    t.index(['key', 'id'])
  })
  await db.schema.createTable('file', (t) => {
    t.increments('id')
    t.string('uid', 40).notNullable().unique()
    t.string('owner', 120).notNullable() // who may use it before it is attached: agent:3, identity:12, setting:logo
    t.string('name', 255).notNullable()
    t.string('mime', 100).notNullable()
    t.integer('size').notNullable()
    t.string('sha256', 64).notNullable()
    t.integer('width')
    t.integer('height')
    t.integer('thumbnail').notNullable().defaultTo(0)
    isoTime(t, 'created_at').notNullable()
  })
}
