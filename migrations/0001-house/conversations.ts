import { type Db, isPostgres, isoTime } from '../../core/platform/db/index.ts'
import { reference } from './reference.ts'

/** Receptions, what is said in them, and what agents leave in them. */
export async function conversations(db: Db) {
  await db.schema.createTable('conversation', (t) => {
    t.increments('id')
    t.string('uid', 40).notNullable().unique()
    reference(t, 'person_id', 'person').notNullable()
    reference(t, 'channel_id', 'channel').notNullable()
    t.string('status', 10).notNullable() // bot · queued · open · snoozed · closed
    reference(t, 'agent_id', 'agent')
    reference(t, 'team_id', 'team')
    t.integer('version').notNullable().defaultTo(1)
    t.integer('last_seq').notNullable().defaultTo(0)
    t.integer('visitor_seen_seq').notNullable().defaultTo(0)
    t.text('preview').notNullable().defaultTo('')
    isoTime(t, 'waiting_since') // the oldest message of the customer that nobody has answered
    isoTime(t, 'last_message_at').notNullable()
    isoTime(t, 'first_reply_at')
    isoTime(t, 'snoozed_until')
    isoTime(t, 'opened_at').notNullable()
    isoTime(t, 'closed_at')
    t.text('context').notNullable().defaultTo('{}') // what was known when it opened: page, source, keyword
    t.index(['status', 'last_message_at'])
    t.index(['agent_id', 'status'])
    t.index(['person_id', 'id'])
    t.index('last_message_at')
  })
  await db.raw(`create unique index conversation_open on conversation (person_id) where status <> 'closed'`)
  await db.schema.createTable('message', (t) => {
    t.increments('id')
    t.string('uid', 40).notNullable() // the author's client id, and the id that outsiders see
    reference(t, 'conversation_id', 'conversation').notNullable()
    t.integer('seq').notNullable()
    reference(t, 'identity_id', 'identity')
    reference(t, 'channel_id', 'channel')
    t.string('direction', 6).notNullable() // in · out · note · system
    t.string('author', 40).notNullable() // identity:12, agent:3, system
    t.string('kind', 12).notNullable() // text · image · file · voice · event
    t.text('text').notNullable()
    t.text('data').notNullable().defaultTo('{}') // file, duration, event key and values
    t.string('external_id', 200)
    t.string('state', 10) // outgoing alone: queued · sending · sent · delivered · read · failed · unknown
    t.text('reason')
    t.integer('version').notNullable().defaultTo(1)
    isoTime(t, 'at').notNullable()
    t.unique(['conversation_id', 'seq'])
    t.unique(['author', 'uid'])
    t.index(['identity_id', 'id'])
  })
  await db.raw(
    `create unique index message_external on message (channel_id, external_id) where external_id is not null`,
  )
  await db.schema.createTable('message_file', (t) => {
    reference(t, 'message_id', 'message').notNullable()
    reference(t, 'file_id', 'file').notNullable()
    t.primary(['message_id', 'file_id'])
  })
  await db.schema.createTable('mention', (t) => {
    reference(t, 'message_id', 'message').notNullable()
    reference(t, 'agent_id', 'agent').notNullable()
    t.primary(['message_id', 'agent_id'])
    t.index('agent_id')
  })
  await db.schema.createTable('seen', (t) => {
    reference(t, 'conversation_id', 'conversation').notNullable()
    reference(t, 'agent_id', 'agent').notNullable()
    t.integer('seq').notNullable()
    t.primary(['conversation_id', 'agent_id'])
  })
  await db.schema.createTable('draft', (t) => {
    reference(t, 'conversation_id', 'conversation').notNullable()
    reference(t, 'agent_id', 'agent').notNullable()
    t.text('text').notNullable()
    t.string('mode', 6).notNullable() // reply · note
    isoTime(t, 'updated_at').notNullable()
    t.primary(['conversation_id', 'agent_id'])
  })
  await searchIndex(db)
}

/** Two-character Chinese words must be found, so we cut the grams ourselves and only the index is the database's. */
async function searchIndex(db: Db) {
  if (isPostgres(db)) {
    await db.raw('create table message_search (rowid integer primary key, grams tsvector not null)')
    await db.raw('create index message_search_grams on message_search using gin (grams)')
  } else {
    await db.raw(
      `create virtual table message_search using fts5(grams, content='', contentless_delete=1, detail=none, tokenize='ascii')`,
    )
  }
}
