import { type Db, isoTime } from '../../core/platform/db/index.ts'
import { reference } from '../0001-house/reference.ts'

/** One question for each reception: how it was. */
export async function ratings(db: Db) {
  await db.schema.createTable('rating', (t) => {
    t.increments('id')
    reference(t, 'conversation_id', 'conversation').notNullable().unique()
    reference(t, 'person_id', 'person').notNullable()
    reference(t, 'channel_id', 'channel').notNullable() // over which it was asked
    reference(t, 'agent_id', 'agent')
    reference(t, 'team_id', 'team')
    t.string('token_hash', 64).notNullable().unique()
    isoTime(t, 'asked_at').notNullable()
    isoTime(t, 'expires_at').notNullable()
    t.integer('stars')
    t.integer('met') // needs met: 0 · 1
    t.text('words').notNullable().defaultTo('')
    isoTime(t, 'answered_at')
    t.index(['person_id', 'asked_at'])
    t.index('asked_at')
  })
}
