import { type Db, isoTime } from '../../core/platform/db/index.ts'
import { reference } from '../0001-house/reference.ts'

/** People who turned out to be one: a mapping with its evidence, which can be undone. */
export async function merges(db: Db) {
  await db.schema.createTable('person_merge', (t) => {
    t.increments('id')
    reference(t, 'from_id', 'person').notNullable().onDelete('CASCADE')
    reference(t, 'to_id', 'person').notNullable().onDelete('CASCADE')
    t.string('evidence', 40).notNullable() // staff · number · subject · code · link · signed
    t.text('detail').notNullable().defaultTo('{}') // JSON: what is needed to split them again
    t.string('actor', 60).notNullable()
    isoTime(t, 'at').notNullable()
    isoTime(t, 'undone_at')
    t.string('undone_by', 60)
    t.index('from_id')
    t.index('to_id')
  })
  await db.raw(`create unique index person_merge_standing on person_merge (from_id) where undone_at is null`)
  await origins(db)
  await db.schema.createTable('person_value', (t) => {
    t.increments('id')
    reference(t, 'person_id', 'person').notNullable().onDelete('CASCADE')
    t.string('field', 20).notNullable() // name · stage · owner_id · note
    t.text('value').notNullable()
    t.string('source', 60).notNullable() // merge:7
    isoTime(t, 'at').notNullable()
    t.index(['person_id', 'field'])
  })
  await db.schema.createTable('merge_refusal', (t) => {
    reference(t, 'one_id', 'person').notNullable().onDelete('CASCADE') // the smaller id
    reference(t, 'other_id', 'person').notNullable().onDelete('CASCADE')
    reference(t, 'agent_id', 'agent').notNullable()
    isoTime(t, 'at').notNullable()
    t.primary(['one_id', 'other_id'])
  })
  await registrations(db)
}

/** Whose a row would be if nobody had been merged; a row that is not named here is its person's own. */
async function origins(db: Db) {
  await db.schema.createTable('person_origin', (t) => {
    t.string('kind', 20).notNullable() // identity · conversation · call · …: the table
    t.integer('row_id').notNullable()
    reference(t, 'person_id', 'person').notNullable().onDelete('CASCADE')
    t.primary(['kind', 'row_id'])
    t.index(['person_id', 'kind'])
  })
}

/** Who brought a person first, and over which account they came; never overwritten. */
async function registrations(db: Db) {
  await db.schema.alterTable('person', (t) => {
    t.integer('registered_by') // an agent; null: they came by themselves
    t.integer('registered_channel_id')
  })
  const oldest = `select channel_id from identity where identity.person_id = person.id and channel_id is not null
    order by identity.id limit 1`
  await db.raw(`update person set registered_channel_id = (${oldest})`)
}
