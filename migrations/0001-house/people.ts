import { type Db, isoTime } from '../../core/platform/db/index.ts'
import { reference } from './reference.ts'

/** Channels, people and their identities. */
export async function people(db: Db) {
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
