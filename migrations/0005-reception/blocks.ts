import { type Db, isoTime } from '../../core/platform/db/index.ts'
import { reference } from '../0001-house/reference.ts'

/** Whom nobody receives for a while, and why. */
export async function blocks(db: Db) {
  await db.schema.createTable('block', (t) => {
    t.increments('id')
    reference(t, 'person_id', 'person').notNullable()
    reference(t, 'agent_id', 'agent').notNullable()
    t.string('reason', 200).notNullable()
    isoTime(t, 'since').notNullable()
    isoTime(t, 'until') // null: until it is lifted
    isoTime(t, 'lifted_at')
    reference(t, 'lifted_by', 'agent')
    t.string('lifted_reason', 200)
    t.integer('refused').notNullable().defaultTo(0) // messages and calls that were turned away
    t.index(['person_id', 'lifted_at'])
  })
}
