import { type Db, isoTime, type Migration } from '../core/platform/db/index.ts'
import { reference } from './0001-house/reference.ts'

/** What channels need whose customers live elsewhere: pushes, shared values, reply windows, entry points, rehearsals. */
export const channels: Migration = {
  name: '0003-channels',
  async up(db) {
    await accounts(db)
    await pushes(db)
    await windows(db)
    await entries(db)
  },
}

async function accounts(db: Db) {
  await db.schema.alterTable('channel', (t) => {
    t.integer('rehearsal').notNullable().defaultTo(0) // its provider is the plugin's simulator
    t.text('fault') // what went wrong last, in words for an admin
    isoTime(t, 'fault_at')
    t.text('health') // what its plugin said when it was last asked
    isoTime(t, 'health_at')
  })
  await db.schema.alterTable('message', (t) => {
    t.index(['channel_id', 'at']) // what went through an account lately
  })
  await db.schema.createTable('channel_value', (t) => {
    reference(t, 'channel_id', 'channel').notNullable().onDelete('CASCADE')
    t.string('name', 80).notNullable()
    t.text('value') // sealed by the vault
    isoTime(t, 'until') // null: for good
    t.string('lease', 40) // who makes it now
    isoTime(t, 'leased_until')
    t.primary(['channel_id', 'name'])
  })
}

/** What providers pushed: stored before they are answered, worked on afterwards. The body goes once that is done. */
async function pushes(db: Db) {
  await db.schema.createTable('push', (t) => {
    t.increments('id')
    reference(t, 'channel_id', 'channel').notNullable().onDelete('CASCADE')
    t.string('key', 200).notNullable()
    t.text('body')
    isoTime(t, 'at').notNullable()
    t.unique(['channel_id', 'key'])
    t.index('at')
  })
  await db.schema.alterTable('file', (t) => {
    t.integer('duration') // seconds, of a recording
  })
  await db.schema.alterTable('job', (t) => {
    t.string('waits_for', 60).index() // channel:3: what must be there before the next try
  })
}

/** When customers may be answered, by what they did last. */
async function windows(db: Db) {
  await db.schema.createTable('reply_window', (t) => {
    reference(t, 'identity_id', 'identity').notNullable().onDelete('CASCADE')
    t.string('after', 20).notNullable() // message · mention · follow · scan · choose · enter · subscribe
    t.integer('left') // null: any number
    isoTime(t, 'until').notNullable()
    t.primary(['identity_id', 'after'])
  })
  await db.schema.alterTable('identity', (t) => {
    t.integer('public').notNullable().defaultTo(0) // what is said over it can be read by anybody
    t.string('gone', 20) // unfollow · refuse: what they did last to be left alone
    t.string('subject', 200) // an id that several accounts of a provider share, proven
    isoTime(t, 'profile_at') // when the provider was last asked about them
    t.string('avatar', 40) // uid of the file
    t.index('subject')
  })
}

/** Codes and links through which customers come, and everything they did that is no message. */
async function entries(db: Db) {
  await db.schema.createTable('entry', (t) => {
    t.increments('id')
    reference(t, 'channel_id', 'channel').notNullable().onDelete('CASCADE')
    t.string('code', 64).notNullable()
    t.string('name', 80).notNullable()
    t.string('place', 20).notNullable() // poster · doctor · room · campaign · page · other
    t.text('url').notNullable()
    isoTime(t, 'created_at').notNullable()
    isoTime(t, 'archived_at')
    t.unique(['channel_id', 'code'])
  })
  await db.schema.createTable('happening', (t) => {
    t.increments('id')
    reference(t, 'channel_id', 'channel').notNullable()
    reference(t, 'identity_id', 'identity').notNullable()
    reference(t, 'entry_id', 'entry').onDelete('SET NULL')
    reference(t, 'conversation_id', 'conversation').onDelete('SET NULL') // the one that it opened
    t.string('external_id', 200).notNullable()
    t.string('type', 20).notNullable()
    isoTime(t, 'at').notNullable()
    t.unique(['channel_id', 'external_id'])
    t.index(['entry_id', 'type'])
    t.index('identity_id')
  })
}
