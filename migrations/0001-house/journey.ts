import { type Db, isoTime } from '../../core/platform/db/index.ts'
import { reference } from './reference.ts'

/** Visits, pages and consent. */
export async function journey(db: Db) {
  await db.schema.createTable('visit', (t) => {
    t.increments('id')
    t.string('uid', 40).notNullable()
    reference(t, 'identity_id', 'identity').notNullable()
    t.text('touch').notNullable() // JSON: landing, referrer, source class, engine, keyword, campaign, click ids
    t.text('device').notNullable() // JSON: kind, system, browser, app, language, screen
    isoTime(t, 'started_at').notNullable()
    isoTime(t, 'seen_at').notNullable()
    t.unique(['identity_id', 'uid'])
  })
  await db.schema.createTable('page_view', (t) => {
    t.increments('id')
    reference(t, 'visit_id', 'visit').notNullable().onDelete('CASCADE')
    t.string('uid', 40).notNullable()
    t.text('url').notNullable()
    t.string('title', 300).notNullable()
    isoTime(t, 'at').notNullable()
    t.integer('dwell').notNullable().defaultTo(0) // seconds in view
    t.unique(['visit_id', 'uid'])
  })
  await db.schema.createTable('consent', (t) => {
    t.increments('id')
    reference(t, 'identity_id', 'identity').notNullable()
    t.string('text_version', 40).notNullable()
    isoTime(t, 'at').notNullable()
    isoTime(t, 'withdrawn_at')
  })
  await db.raw(
    `create unique index consent_standing on consent (identity_id, text_version) where withdrawn_at is null`,
  )
}
