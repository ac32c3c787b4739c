import { type Db, isoTime } from '../../core/platform/db/index.ts'
import { reference } from './reference.ts'

/** Roles, agents, teams, sessions, presence and the audit log. */
export async function staff(db: Db) {
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
