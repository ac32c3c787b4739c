import { type Db, isoTime, type Migration } from '../core/platform/db/index.ts'
import { reference } from './0001-house/reference.ts'

/** The telephone: lines and what callers hear, phones of staff, calls with their recordings, tasks, and whom not to call. */
export const calls: Migration = {
  name: '0004-calls',
  async up(db) {
    await lines(db)
    await phones(db)
    await callRows(db)
    await recordings(db)
    await tasks(db)
    await permissions(db)
  },
}

async function lines(db: Db) {
  await db.schema.createTable('sound', (t) => {
    t.increments('id')
    t.string('uid', 40).notNullable().unique() // the exchange fetches it by this name
    t.string('key', 60) // of those that the house brings; null: the clinic's own
    t.string('name', 80).notNullable()
    reference(t, 'file_id', 'file')
    t.integer('ms').notNullable()
    t.integer('deleted').notNullable().defaultTo(0)
    isoTime(t, 'created_at').notNullable()
  })
  await db.schema.createTable('call_flow', (t) => {
    t.increments('id')
    t.string('name', 80).notNullable()
    t.text('definition').notNullable() // JSON: a flow, see core/modules/lines
    t.integer('version').notNullable().defaultTo(1)
    t.integer('deleted').notNullable().defaultTo(0)
    isoTime(t, 'updated_at').notNullable()
  })
  await db.schema.createTable('line', (t) => {
    t.increments('id')
    reference(t, 'channel_id', 'channel').notNullable()
    t.string('number', 40).notNullable() // E.164
    t.string('name', 80).notNullable()
    t.string('area', 10).notNullable().defaultTo('') // area code of its city: 021
    reference(t, 'flow_id', 'call_flow').onDelete('SET NULL')
    t.integer('outgoing').notNullable().defaultTo(1) // may be shown to those we call
    t.integer('preferred').notNullable().defaultTo(0)
    t.integer('most').notNullable().defaultTo(1) // outgoing calls at once
    t.string('state', 10).notNullable().defaultTo('active') // active · cooling · flagged · off
    t.text('reason').notNullable().defaultTo('')
    isoTime(t, 'until') // cooling ends by itself
    t.text('note').notNullable().defaultTo('')
    t.text('documents').notNullable().defaultTo('[]') // uids of files: contract, approval
    t.integer('deleted').notNullable().defaultTo(0)
    isoTime(t, 'created_at').notNullable()
  })
  await db.raw(`create unique index line_number on line (number) where deleted = 0`)
  await db.schema.createTable('call_queue', (t) => {
    reference(t, 'team_id', 'team').notNullable().onDelete('CASCADE')
    t.text('settings').notNullable()
    t.primary(['team_id'])
  })
}

async function phones(db: Db) {
  await db.schema.createTable('extension', (t) => {
    t.increments('id')
    reference(t, 'channel_id', 'channel').notNullable()
    reference(t, 'agent_id', 'agent').notNullable()
    t.string('number', 10).notNullable()
    t.text('secret').notNullable() // sealed by the vault
    t.string('device', 10).notNullable() // browser · desk: which of the two rings
    t.integer('auto').notNullable().defaultTo(0) // picks up by itself
    t.integer('browser_online').notNullable().defaultTo(0)
    t.integer('desk_online').notNullable().defaultTo(0)
    t.integer('deleted').notNullable().defaultTo(0)
    isoTime(t, 'created_at').notNullable()
  })
  for (const column of ['number', 'agent_id'])
    await db.raw(
      `create unique index extension_${column} on extension (channel_id, ${column}) where deleted = 0`,
    )
  await db.schema.createTable('agent_line', (t) => {
    reference(t, 'agent_id', 'agent').notNullable()
    t.string('state', 10).notNullable() // idle · offered · talking · wrapping
    t.integer('call_id')
    isoTime(t, 'since').notNullable()
    isoTime(t, 'wrap_until')
    isoTime(t, 'idle_since').notNullable() // the end of the last call: who has rested longest is next
    t.integer('misses').notNullable().defaultTo(0) // offers not taken, one after the other
    t.string('parked', 120) // the leg that stays up all shift
    t.primary(['agent_id'])
  })
}

async function callRows(db: Db) {
  await db.schema.createTable('call', (t) => {
    t.increments('id')
    t.string('uid', 40).notNullable().unique()
    reference(t, 'channel_id', 'channel').notNullable()
    reference(t, 'line_id', 'line')
    t.string('direction', 3).notNullable() // in · out
    t.string('purpose', 20).notNullable() // inbound · agent · callback · robot
    t.string('number', 40).notNullable() // E.164 of the customer; '' where it is withheld
    reference(t, 'person_id', 'person')
    reference(t, 'identity_id', 'identity')
    reference(t, 'conversation_id', 'conversation')
    reference(t, 'message_id', 'message')
    reference(t, 'team_id', 'team')
    reference(t, 'agent_id', 'agent') // who talks, or talked last
    t.string('state', 10).notNullable() // dialling · menu · queued · offered · talking · held · voicemail · ended
    t.string('customer_leg', 120)
    t.text('live') // JSON of the engine; null once it has ended
    t.integer('version').notNullable().defaultTo(1)
    isoTime(t, 'started_at').notNullable()
    isoTime(t, 'queued_at')
    isoTime(t, 'answered_at') // a person talks with the customer
    isoTime(t, 'ended_at')
    t.string('outcome', 16) // answered · abandoned · missed · voicemail · callback · closed · busy · …
    t.integer('code') // Q.850
    t.string('ended_by', 10) // customer · agent · system
    t.integer('setup_ms')
    t.integer('ring_ms')
    t.integer('wait_ms')
    t.integer('talk_ms')
    t.integer('hold_ms')
    t.text('quality') // JSON, by party
    t.text('takeover') // JSON, milliseconds after the key
    t.string('result', 40) // what the agent said of it afterwards
    t.text('note').notNullable().defaultTo('')
    isoTime(t, 'wrapped_at')
    t.index('state')
    t.index('customer_leg')
    t.index(['number', 'started_at'])
    t.index(['person_id', 'id'])
    t.index('conversation_id')
    t.index(['agent_id', 'started_at'])
    t.index(['line_id', 'started_at'])
    t.index('started_at')
  })
  await db.schema.createTable('call_leg', (t) => {
    t.increments('id')
    reference(t, 'call_id', 'call').notNullable().onDelete('CASCADE')
    t.string('leg', 120).notNullable().unique()
    t.string('party', 12).notNullable() // customer · agent · guest · supervisor
    reference(t, 'agent_id', 'agent')
    t.string('number', 40)
    isoTime(t, 'dialled_at').notNullable()
    isoTime(t, 'ringing_at')
    isoTime(t, 'answered_at')
    isoTime(t, 'ended_at')
    t.string('cause', 16)
    t.integer('code')
    t.text('quality') // JSON
    t.index('call_id')
    t.index(['party', 'ended_at'])
  })
}

async function recordings(db: Db) {
  await db.schema.createTable('recording', (t) => {
    t.increments('id')
    t.string('uid', 40).notNullable().unique()
    reference(t, 'call_id', 'call').notNullable().onDelete('CASCADE')
    t.string('name', 160).notNullable().unique() // at the exchange
    t.string('kind', 10).notNullable() // call · voicemail
    t.string('state', 10).notNullable() // running · fetching · kept · lost · erased
    reference(t, 'file_id', 'file')
    t.integer('ms')
    t.string('sha256', 64)
    t.text('peaks') // JSON: the waveform, 0..255
    t.text('pauses').notNullable().defaultTo('[]') // JSON: [from, to] of the clock
    t.integer('announced').notNullable().defaultTo(0) // the caller heard the notice
    isoTime(t, 'started_at').notNullable()
    isoTime(t, 'ended_at')
    isoTime(t, 'keep_until')
    t.text('reason') // why it is lost or was erased
    t.index('call_id')
    t.index(['state', 'keep_until'])
    t.index('started_at')
  })
  await db.schema.createTable('recording_listen', (t) => {
    t.increments('id')
    reference(t, 'recording_id', 'recording').notNullable().onDelete('CASCADE')
    reference(t, 'agent_id', 'agent').notNullable()
    isoTime(t, 'at').notNullable()
    t.integer('seconds').notNullable().defaultTo(0) // how much of it was played
    t.index(['recording_id', 'at'])
  })
}

async function tasks(db: Db) {
  await db.schema.createTable('task', (t) => {
    t.increments('id')
    t.string('kind', 20).notNullable() // callback
    reference(t, 'person_id', 'person').notNullable()
    reference(t, 'conversation_id', 'conversation')
    t.integer('call_id') // what it came from
    reference(t, 'team_id', 'team')
    reference(t, 'agent_id', 'agent')
    t.string('reason', 20).notNullable() // missed · abandoned · voicemail · asked · no-match
    t.text('note').notNullable().defaultTo('')
    t.integer('attempts').notNullable().defaultTo(0)
    isoTime(t, 'due_at').notNullable()
    isoTime(t, 'created_at').notNullable()
    isoTime(t, 'done_at')
    reference(t, 'done_by', 'agent')
    t.string('result', 20)
    t.index(['done_at', 'due_at'])
    t.index('person_id')
    t.index(['agent_id', 'done_at'])
  })
  await db.schema.createTable('do_not_contact', (t) => {
    t.increments('id')
    t.string('hash', 64).notNullable() // of the number: who asks to be forgotten stays uncalled
    t.string('tail', 8).notNullable() // its last digits, to be recognized
    t.string('by', 10).notNullable() // call · sms · all
    reference(t, 'person_id', 'person').onDelete('SET NULL')
    t.string('reason', 200).notNullable()
    t.string('source', 40).notNullable() // agent · key · message · import
    reference(t, 'agent_id', 'agent')
    isoTime(t, 'since').notNullable()
    isoTime(t, 'until')
    isoTime(t, 'lifted_at')
    reference(t, 'lifted_by', 'agent')
    t.string('lifted_reason', 200)
    t.index('hash')
    t.index('person_id')
  })
}

/** The roles of every clinic learn what there is to be allowed; on a new one they are made with it later. */
async function permissions(db: Db) {
  const gained: Record<string, string[]> = {
    agent: ['calls.take'],
    supervisor: ['calls.take', 'calls.supervise', 'recordings.listen'],
    admin: ['calls.take', 'calls.supervise', 'recordings.listen', 'lines.manage'],
    owner: ['calls.take', 'calls.supervise', 'recordings.listen', 'lines.manage'],
  }
  for (const { id, key, permissions: known } of await db('role').where({ builtin: 1 })) {
    const all = [...JSON.parse(known), ...(gained[key] ?? [])]
    await db('role')
      .where({ id })
      .update({ permissions: JSON.stringify([...new Set(all)]) })
  }
}
