import { type Db, isoTime } from '../../core/platform/db/index.ts'
import { reference } from '../0001-house/reference.ts'

/** Who gets whom: settings by scope, rules in order, and why each choice was made. */
export async function queue(db: Db) {
  await db.schema.createTable('reception_settings', (t) => {
    t.string('scope', 30).primary() // team:3 · channel:2 · agent:5
    t.text('settings').notNullable()
  })
  await db.schema.createTable('routing_rule', (t) => {
    t.increments('id')
    t.integer('position').notNullable()
    t.string('name', 80).notNullable()
    t.text('rule').notNullable() // JSON: conditions and target, see core/modules/reception/rule.ts
    t.integer('enabled').notNullable().defaultTo(1)
    t.integer('deleted').notNullable().defaultTo(0)
    t.integer('version').notNullable().defaultTo(1)
    isoTime(t, 'updated_at').notNullable()
  })
  await db.schema.createTable('routing_version', (t) => {
    t.increments('id')
    t.text('rules').notNullable() // JSON: every rule in its order, as it then was
    reference(t, 'agent_id', 'agent') // whoever made it so
    isoTime(t, 'at').notNullable()
  })
  await db.schema.createTable('routing_decision', (t) => {
    t.increments('id')
    reference(t, 'conversation_id', 'conversation').notNullable()
    reference(t, 'agent_id', 'agent')
    reference(t, 'team_id', 'team')
    t.string('cause', 20).notNullable() // opened · waited · left · late · declined · freed
    t.text('explanation').notNullable() // JSON, see core/modules/reception/decision.ts
    isoTime(t, 'at').notNullable()
    t.index(['conversation_id', 'id'])
    t.index('at')
  })
  await db.schema.alterTable('conversation', (t) => {
    isoTime(t, 'queued_at') // since when it waits for an agent: its place
    isoTime(t, 'assigned_at') // since when its agent has it
    isoTime(t, 'away_since') // since when whoever waits in the web chat is not there
    t.integer('priority').notNullable().defaultTo(0)
    t.text('transfer') // JSON: from whom it comes while its agent has not accepted it
    t.index(['status', 'team_id', 'queued_at'])
    t.index(['assigned_at', 'agent_id'])
  })
  await db('conversation')
    .where({ status: 'queued' })
    .whereNull('agent_id')
    .update({ queued_at: db.raw('coalesce(waiting_since, opened_at)') })
  await db('conversation')
    .where({ status: 'open' })
    .whereNotNull('agent_id')
    .update({ assigned_at: db.ref('opened_at') })
  await db.schema.alterTable('presence', (t) => {
    isoTime(t, 'since') // when the state was chosen
    isoTime(t, 'working_since') // since when they are online or busy, without a break
  })
}
