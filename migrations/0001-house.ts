import type { Db, Migration, TableBuilder } from '../core/platform/db/index.ts'
import { isPostgres, isoTime } from '../core/platform/db/index.ts'

/** The house: what every clinic has from the first start. */
export const house: Migration = {
  name: '0001-house',
  async up(db) {
    await platform(db)
    await staff(db)
    await people(db)
    await conversations(db)
    await journey(db)
  },
}

async function platform(db: Db) {
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

async function staff(db: Db) {
  await db.schema.createTable('role', (t) => {
    t.increments('id')
    t.string('key', 40).notNullable().unique()
    t.string('name', 80).notNullable()
    t.string('scope', 8).notNullable() // own · team · all
    t.text('permissions').notNullable()
    t.integer('builtin').notNullable().defaultTo(0)
  })
  await db.schema.createTable('agent', (t) => {
    t.increments('id')
    t.string('email', 200).notNullable().unique()
    t.string('name', 80).notNullable()
    t.text('password').notNullable()
    reference(t, 'role_id', 'role').notNullable()
    t.string('avatar', 40)
    t.string('locale', 10)
    t.text('totp_secret')
    t.integer('totp_step').notNullable().defaultTo(0)
    t.text('recovery_codes').notNullable().defaultTo('[]')
    t.text('preferences').notNullable().defaultTo('{}')
    isoTime(t, 'created_at').notNullable()
    isoTime(t, 'disabled_at')
  })
  await db.schema.createTable('team', (t) => {
    t.increments('id')
    t.string('name', 80).notNullable().unique()
  })
  await db.schema.createTable('team_member', (t) => {
    reference(t, 'team_id', 'team').notNullable().onDelete('CASCADE')
    reference(t, 'agent_id', 'agent').notNullable().onDelete('CASCADE')
    t.primary(['team_id', 'agent_id'])
  })
  await db.schema.createTable('session', (t) => {
    t.increments('id')
    t.string('token_hash', 64).notNullable().unique()
    reference(t, 'agent_id', 'agent').notNullable().onDelete('CASCADE')
    t.string('ip', 64).notNullable()
    t.string('user_agent', 400).notNullable()
    isoTime(t, 'created_at').notNullable()
    isoTime(t, 'seen_at').notNullable()
    isoTime(t, 'expires_at').notNullable()
    isoTime(t, 'password_checked_at').notNullable()
  })
  await db.schema.createTable('throttle', (t) => {
    t.string('key', 200).primary()
    t.integer('failures').notNullable()
    isoTime(t, 'until').notNullable()
  })
  await db.schema.createTable('one_time_token', (t) => {
    t.string('hash', 64).primary()
    t.string('purpose', 40).notNullable() // setup · invite · reset
    t.integer('ref')
    isoTime(t, 'expires_at').notNullable()
  })
  await db.schema.createTable('presence', (t) => {
    t.integer('agent_id').primary().references('id').inTable('agent').onDelete('CASCADE')
    t.string('state', 10).notNullable() // online · busy · away
    isoTime(t, 'expires_at').notNullable()
  })
  await db.schema.createTable('audit', (t) => {
    t.increments('id')
    isoTime(t, 'at').notNullable()
    t.string('actor', 60).notNullable() // agent:3, system, setup
    t.string('action', 80).notNullable()
    t.string('object', 120).notNullable()
    t.string('ip', 64)
    t.text('detail').notNullable().defaultTo('{}')
    t.string('hash', 64).notNullable()
  })
  await db.schema.createTable('saved_filter', (t) => {
    t.increments('id')
    reference(t, 'agent_id', 'agent').notNullable().onDelete('CASCADE')
    t.string('name', 60).notNullable()
    t.text('query').notNullable()
  })
}

async function people(db: Db) {
  await db.schema.createTable('channel', (t) => {
    t.increments('id')
    t.string('key', 40).notNullable().unique()
    t.string('plugin', 40).notNullable()
    t.string('kind', 40).notNullable()
    t.string('account', 200).notNullable() // what `identify` says: the same account twice is refused
    t.string('name', 80).notNullable()
    t.text('settings').notNullable()
    t.text('secrets').notNullable() // sealed by the vault
    t.string('state', 10).notNullable() // off · opening · open · retrying · refused
    t.text('reason')
    isoTime(t, 'next_at')
    t.integer('deleted').notNullable().defaultTo(0)
    isoTime(t, 'created_at').notNullable()
  })
  await db.raw(`create unique index channel_account on channel (plugin, kind, account) where deleted = 0`)
  await db.schema.createTable('person', (t) => {
    t.increments('id')
    t.string('name', 120).notNullable().defaultTo('')
    t.string('stage', 20).notNullable().defaultTo('visitor')
    reference(t, 'owner_id', 'agent')
    t.text('note').notNullable().defaultTo('')
    t.text('first_touch') // JSON: a touch, see journey
    t.text('last_touch')
    isoTime(t, 'created_at').notNullable()
    isoTime(t, 'seen_at')
  })
  await db.schema.createTable('person_tag', (t) => {
    reference(t, 'person_id', 'person').notNullable().onDelete('CASCADE')
    t.string('tag', 40).notNullable()
    t.primary(['person_id', 'tag'])
  })
  await db.schema.createTable('identity', (t) => {
    t.increments('id')
    reference(t, 'person_id', 'person').notNullable()
    reference(t, 'channel_id', 'channel') // null: a number or address that belongs to no account of ours
    t.string('scope', 60).notNullable() // channel:3, phone, wechat-id, email, external:3
    t.string('external_id', 200).notNullable()
    t.string('name', 120).notNullable().defaultTo('')
    t.string('proof', 10).notNullable() // none · claimed · channel · verified
    t.text('data').notNullable().defaultTo('{}')
    isoTime(t, 'created_at').notNullable()
    t.unique(['scope', 'external_id', 'person_id'])
    t.index('person_id')
    t.index(['scope', 'external_id'])
  })
  // A channel's own id names one identity for good; a claimed number may be claimed by several people.
  await db.raw(
    `create unique index identity_on_channel on identity (channel_id, external_id) where channel_id is not null`,
  )
}

async function conversations(db: Db) {
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

async function journey(db: Db) {
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

function reference(t: TableBuilder, column: string, table: string) {
  return t.integer(column).references('id').inTable(table)
}
