import { type Db, isoTime } from '../../core/platform/db/index.ts'
import { reference } from '../0001-house/reference.ts'

/** Where customers were abusive, and who had to hear it. */
export async function abuse(db: Db) {
  await db.schema.createTable('abuse', (t) => {
    t.increments('id')
    reference(t, 'conversation_id', 'conversation').notNullable()
    reference(t, 'agent_id', 'agent') // who had the conversation then
    isoTime(t, 'at').notNullable()
    t.index(['conversation_id', 'at'])
    t.index('at')
  })
  await db.schema.alterTable('presence', (t) => {
    isoTime(t, 'rest_offered_at') // when they were last offered a break
  })
}
