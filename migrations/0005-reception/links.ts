import { type Db, isoTime } from '../../core/platform/db/index.ts'
import { reference } from '../0001-house/reference.ts'

/** Short messages that leave, codes that a call says, and short-lived pages on which a customer sends what their channel cannot carry. */
export async function links(db: Db) {
  await db.schema.createTable('short_text', (t) => {
    t.increments('id')
    t.string('uid', 40).notNullable().unique()
    reference(t, 'channel_id', 'channel').notNullable().onDelete('CASCADE')
    reference(t, 'person_id', 'person').notNullable().onDelete('CASCADE')
    reference(t, 'identity_id', 'identity').notNullable().onDelete('CASCADE') // the number it goes to
    reference(t, 'conversation_id', 'conversation').notNullable().onDelete('CASCADE')
    reference(t, 'agent_id', 'agent').notNullable()
    reference(t, 'call_id', 'call').onDelete('CASCADE') // the call that says the code in place of a message
    t.string('purpose', 10).notNullable() // link · code
    t.text('sealed') // what stands in it, until it has left
    t.string('code_hash', 64) // of a code that proves the number
    t.integer('tries').notNullable().defaultTo(0)
    t.string('state', 10).notNullable() // queued · sending · sent · failed · unknown
    t.text('reason')
    isoTime(t, 'at').notNullable()
    isoTime(t, 'sent_at')
    isoTime(t, 'expires_at').notNullable()
    isoTime(t, 'confirmed_at')
    t.index('at')
    t.index('person_id')
    t.index(['identity_id', 'id'])
    t.index(['conversation_id', 'id'])
    t.index('call_id')
    t.index('expires_at')
  })
  await db.schema.createTable('side_link', (t) => {
    t.increments('id')
    t.string('uid', 40).notNullable().unique()
    t.string('token_hash', 64).notNullable().unique()
    t.string('code_hash', 64) // the spoken one, until it was typed
    reference(t, 'person_id', 'person').notNullable().onDelete('CASCADE')
    reference(t, 'conversation_id', 'conversation').notNullable().onDelete('CASCADE')
    reference(t, 'agent_id', 'agent').notNullable()
    reference(t, 'identity_id', 'identity').onDelete('SET NULL') // under which came what was sent
    reference(t, 'text_id', 'short_text').onDelete('SET NULL') // the newest short message that carried it
    t.text('wants').notNullable().defaultTo('[]') // JSON: photo · voice · location · form
    t.string('via', 20).notNullable() // sms · message · qr · code
    t.string('proves', 200) // what using it proves: the number (E.164) it was sent to
    t.integer('received').notNullable().defaultTo(0) // how often something came
    isoTime(t, 'created_at').notNullable()
    isoTime(t, 'expires_at').notNullable()
    isoTime(t, 'opened_at')
    isoTime(t, 'used_at')
    isoTime(t, 'ended_at')
    t.index('conversation_id')
    t.index('person_id')
    t.index('code_hash')
    t.index('text_id')
    t.index('expires_at')
  })
}
