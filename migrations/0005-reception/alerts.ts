import { type Db, isoTime } from '../../core/platform/db/index.ts'
import { reference } from '../0001-house/reference.ts'

/** What staff are told where no screen of ours is open: by whom, to where, and whether it arrived. */
export async function alerts(db: Db) {
  await db.schema.createTable('alert_destination', (t) => {
    t.increments('id')
    t.string('kind', 20).notNullable() // wecom · dingtalk · feishu · bark · ntfy · email · webhook
    t.string('name', 80).notNullable()
    t.text('settings').notNullable() // JSON
    t.text('secrets').notNullable() // sealed by the vault
    t.text('filter').notNullable().defaultTo('{}') // JSON: kinds, groups, levels, silence hours
    t.integer('enabled').notNullable().defaultTo(1)
    t.integer('deleted').notNullable().defaultTo(0)
    isoTime(t, 'created_at').notNullable()
  })
  await db.schema.createTable('alert', (t) => {
    t.increments('id')
    t.string('kind', 40).notNullable() // timer.breached, rating.low, …
    t.string('level', 10).notNullable() // info · warning · urgent
    t.text('data').notNullable() // JSON: keys and values of its words, who should hear of it
    t.string('href', 200).notNullable().defaultTo('')
    isoTime(t, 'at').notNullable()
    t.index('at')
  })
  await db.schema.createTable('alert_delivery', (t) => {
    t.increments('id')
    reference(t, 'alert_id', 'alert').notNullable().onDelete('CASCADE')
    reference(t, 'destination_id', 'alert_destination').notNullable()
    t.string('state', 10).notNullable() // queued · sent · failed · held
    t.integer('attempts').notNullable().defaultTo(0)
    t.text('reason')
    isoTime(t, 'at').notNullable()
    t.index(['destination_id', 'state', 'at'])
    t.index('alert_id')
  })
}
