import { type Db, isoTime } from '../../core/platform/db/index.ts'
import { reference } from '../0001-house/reference.ts'

/** How long customers may wait, by group and channel, and the clocks that run. */
export async function timers(db: Db) {
  await db.schema.createTable('service_level', (t) => {
    t.increments('id')
    reference(t, 'team_id', 'team').onDelete('CASCADE') // null: every group
    reference(t, 'channel_id', 'channel') // null: every channel
    t.text('settings').notNullable() // JSON: seconds by kind
  })
  await db.schema.createTable('timer', (t) => {
    t.increments('id')
    reference(t, 'conversation_id', 'conversation').notNullable().onDelete('CASCADE')
    t.string('kind', 10).notNullable() // first · next · resolution
    reference(t, 'team_id', 'team').onDelete('SET NULL')
    reference(t, 'channel_id', 'channel').notNullable()
    reference(t, 'agent_id', 'agent') // who answered, or had it when it ended
    isoTime(t, 'started_at').notNullable()
    isoTime(t, 'warn_at')
    isoTime(t, 'due_at').notNullable()
    isoTime(t, 'warned_at')
    isoTime(t, 'breached_at')
    isoTime(t, 'escalated_at')
    isoTime(t, 'paused_at') // since when it stands still: the conversation is out of sight
    t.integer('rested').notNullable().defaultTo(0) // seconds that it stood still before
    isoTime(t, 'stopped_at')
    t.string('outcome', 10) // done · left: it ended without an answer
    t.index(['conversation_id', 'kind'])
    t.index(['stopped_at', 'due_at'])
    t.index('started_at')
  })
}
