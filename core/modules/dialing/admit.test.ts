import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { type Desk, openDesk } from '../../../test/support/desk.ts'
import { type Db, insertId, transaction } from '../../platform/db/index.ts'
import { admit, type CallRequest } from './admit.ts'
import { refuseContact } from './refusals/refuse.ts'
import { Refused } from './refused.ts'
import { placeOfNumber } from './regions.ts'
import { savePolicy } from './settings.ts'
import type { Policy } from './rules/policy.ts'
import { phoneTable } from './testing/phone-table.ts'

const anna = '+8613800138000'
// 2026-03-02 is a Monday; Shanghai is eight hours ahead.
const at = (clock: string, day = '2026-03-02') => new Date(`${day}T${clock}:00+08:00`).toISOString()
const noon = at('10:00')

eachDatabase('The gate', ({ open }) => {
  const setUp = async () => {
    const desk = await openDesk(await open())
    const shanghai = await line(desk, { number: '+862110000001', area: '021', most: 2 })
    return { desk, shanghai, ask: (request: Partial<CallRequest> = {}) => ask(desk, request) }
  }

  it('lets an agent call a customer, with one of our numbers', async () => {
    const { ask, shanghai, desk } = await setUp()
    const admitted = await ask({ number: '138 0013 8000', agentId: desk.viewers.hao.agentId })
    assert.equal(admitted.id, shanghai)
    assert.equal(admitted.callee, anna)
    assert.equal(admitted.asked, false)
  })

  it('refuses what is no telephone of a customer, and says why', async () => {
    const { ask } = await setUp()
    for (const [number, why] of [
      ['110', 'emergency'],
      ['4008001234', 'service'],
      ['+85291234567', 'abroad'],
      ['09911234567', 'region'],
    ] as const)
      await assert.rejects(ask({ number }), refusal(why), number)
  })

  it('calls a country that an admin allows', async () => {
    const { ask, desk } = await setUp()
    await rules(desk, { countries: ['CN', 'HK'] })
    assert.equal((await ask({ number: '+85291234567' })).callee, '+85291234567')
  })

  it('keeps the hours of a campaign, of an agent, and of a customer who asked', async () => {
    const { ask, desk } = await setUp()
    const person = await customer(desk.app.db)
    await assert.rejects(ask({ purpose: 'robot', at: at('12:30') }), refusal('hours', at('14:00')))
    await ask({ purpose: 'agent', at: at('12:30') })
    await assert.rejects(ask({ at: at('21:00') }), refusal('hours', at('08:00', '2026-03-03')))
    await rules(desk, { hours: [['07:00', '23:00']] })
    await assert.rejects(ask({ purpose: 'robot', at: at('07:30') }), refusal('hours', at('08:00')))
    await late(desk.app.db)
    await task(desk.app.db, person)
    const owed = await ask({ personId: person, purpose: 'callback', at: at('22:30') })
    assert.equal(owed.asked, true)
    await assert.rejects(
      ask({ personId: person, at: at('23:30') }),
      refusal('hours', at('08:00', '2026-03-03')),
    )
  })

  it('does not believe that a call was asked for because somebody says so', async () => {
    const { ask, desk } = await setUp()
    await late(desk.app.db)
    await assert.rejects(ask({ purpose: 'callback', at: at('22:30') }), refusal('hours'))
  })

  it('takes who has just called or written for somebody who asked, for a while', async () => {
    const { ask, desk, shanghai } = await setUp()
    await call(desk, shanghai, { direction: 'in', started_at: at('09:45') })
    assert.equal((await ask()).asked, true)
    assert.equal((await ask({ at: at('10:16') })).asked, false)
    const received = await desk.says('anna', '请给我打电话')
    const { person_id } = await desk.app
      .db('conversation')
      .where({ id: await desk.conversationOf(received) })
      .first()
    const wrote = { personId: person_id, number: '+8613900139000', at: desk.app.clock().toISOString() }
    assert.equal((await ask(wrote)).asked, true)
  })

  it('leaves alone who asked for it, by whatever number of theirs, until that is lifted', async () => {
    const { ask, desk } = await setUp()
    const { app } = desk
    const person = await customer(app.db)
    const refuse = { personId: person, reason: '别再打了', source: 'agent' as const }
    await transaction(app.db, (trx) => refuseContact(trx, app, refuse, noon))
    await transaction(app.db, (trx) => refuseContact(trx, app, refuse, noon))
    assert.equal((await app.db('do_not_contact')).length, 1)
    await task(app.db, person)
    await assert.rejects(ask({ personId: person }), refusal('do-not-contact'))
    await assert.rejects(ask({ number: anna }), refusal('do-not-contact'))
    await assert.rejects(ask({ personId: person, number: '13900139000' }), refusal('do-not-contact'))
    await app.db('do_not_contact').update({ lifted_at: noon })
    await ask({ personId: person })
  })

  it('calls who refuses text messages alone', async () => {
    const { ask, desk } = await setUp()
    const refuse = { number: anna, by: 'sms' as const, reason: '退订', source: 'message' as const }
    await transaction(desk.app.db, (trx) => refuseContact(trx, desk.app, refuse, noon))
    await ask()
  })

  it('keeps no number of who refused', async () => {
    const { desk } = await setUp()
    const refuse = { number: anna, reason: '别再打了', source: 'agent' as const }
    await transaction(desk.app.db, (trx) => refuseContact(trx, desk.app, refuse, noon))
    const row = await desk.app.db('do_not_contact').first()
    assert.ok(!JSON.stringify(row).includes('1380013'))
    assert.equal(row.tail, '8000')
  })

  it('calls nobody too often, unless they asked, and never more than carriers allow', async () => {
    const { ask, desk, shanghai } = await setUp()
    const calls = (times: string[]) =>
      Promise.all(times.map((time) => call(desk, shanghai, { started_at: at(time), state: 'ended' })))
    await calls(['08:10', '09:00'])
    await assert.rejects(ask(), refusal('too-often', at('08:10', '2026-03-03')))
    await call(desk, shanghai, { direction: 'in', started_at: at('09:50') })
    await ask()
    await calls(['09:56', '09:57', '09:58'])
    await assert.rejects(ask(), refusal('too-often', at('08:10', '2026-03-03')))
  })

  it('counts what was never dialled, and the call itself, for nothing', async () => {
    const { ask, desk, shanghai } = await setUp()
    const agentId = desk.viewers.hao.agentId
    await rules(desk, { perDay: 1, perAgent: 1 })
    await call(desk, shanghai, {
      started_at: at('09:50'),
      state: 'ended',
      outcome: 'refused',
      agent_id: agentId,
    })
    const own = await call(desk, shanghai, { started_at: at('09:59'), agent_id: agentId })
    await assert.rejects(ask({ agentId }), refusal('too-often'))
    await ask({ agentId, callId: own })
  })

  it('stops an agent who has placed all the calls of a day, until midnight', async () => {
    const { ask, desk, shanghai } = await setUp()
    const { hao, mei } = desk.viewers
    await rules(desk, { perAgent: 2 })
    const others = { agent_id: hao.agentId, state: 'ended', number: '+8613900139000' }
    await call(desk, shanghai, { ...others, started_at: at('23:00', '2026-03-01') })
    await call(desk, shanghai, { ...others, started_at: at('09:00') })
    await ask({ agentId: hao.agentId })
    await call(desk, shanghai, { ...others, started_at: at('09:30') })
    await assert.rejects(ask({ agentId: hao.agentId }), refusal('agent-limit', at('00:00', '2026-03-03')))
    await ask({ agentId: mei.agentId })
  })

  it('shows a number of the customer’s city, else the preferred one, else the one used least', async () => {
    const { ask, desk, shanghai } = await setUp()
    const beijing = await line(desk, { number: '+861010000002', area: '010' })
    const preferred = await line(desk, { number: '+8613700137000', preferred: 1 })
    assert.equal((await ask({ number: '01088886666' })).id, beijing)
    assert.equal((await ask({ number: '075588886666' })).id, preferred)
    await desk.app.db('line').update({ preferred: 0, most: 9 })
    await call(desk, shanghai, { started_at: at('09:00'), state: 'ended', number: '+8613900139000' })
    await call(desk, preferred, { started_at: at('09:00'), number: '+8613900139000' })
    assert.equal((await ask()).id, beijing)
  })

  it('knows the city of a mobile where the clinic has the table of prefixes', async () => {
    const { ask, desk, shanghai } = await setUp()
    await line(desk, { number: '+861010000002', area: '010', preferred: 1 })
    const path = join(desk.app.config.data, 'phone.dat')
    await writeFile(
      path,
      phoneTable({ 1380013: '上海|上海|200000|021', 1390099: '新疆|乌鲁木齐|830000|0991' }),
    )
    assert.equal((await ask()).id, shanghai)
    await assert.rejects(ask({ number: '13900990000' }), refusal('region'))
    const places = ['+8613900990000', anna, '+8613700137000'].map((number) => placeOfNumber(desk.app, number))
    assert.deepEqual(await Promise.all(places), ['新疆 乌鲁木齐', '上海', ''])
  })

  it('shows no number that rests, was flagged or is off, and not more calls at once than a line takes', async () => {
    const { ask, desk, shanghai } = await setUp()
    const state = (change: object) => desk.app.db('line').where({ id: shanghai }).update(change)
    for (const bad of ['cooling', 'flagged', 'off']) {
      await state({ state: bad, until: bad === 'cooling' ? at('11:00') : null })
      await assert.rejects(ask(), refusal('no-line'))
      await assert.rejects(ask({ lineId: shanghai }), refusal('line-rests'))
    }
    await state({ state: 'cooling', until: at('09:59') })
    await ask()
    const going = { state: 'talking', number: '+8613900139000', started_at: at('09:00') }
    await call(desk, shanghai, going)
    await ask()
    await call(desk, shanghai, going)
    await assert.rejects(ask(), refusal('busy'))
  })

  it('gives the last free line to one of two who ask at the same moment', async () => {
    const { desk, shanghai } = await setUp()
    await desk.app.db('line').update({ most: 1 })
    const place = (number: string) =>
      transaction(desk.app.db, async (trx) => {
        const { id, callee } = await admit(trx, desk.app, { number, purpose: 'agent', at: noon })
        await new Promise((resolve) => setImmediate(resolve))
        await call(desk, id, { number: callee, started_at: noon }, trx)
      })
    const outcomes = await Promise.allSettled([
      place('13800138000'),
      place('13900139000'),
      place('13700137000'),
    ])
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected', 'rejected'])
    assert.equal((await desk.app.db('call').where({ line_id: shanghai })).length, 1)
  })
})

function ask({ app }: Desk, request: Partial<CallRequest>) {
  return transaction(app.db, (trx) =>
    admit(trx, app, { number: anna, purpose: 'agent', at: noon, ...request }),
  )
}

async function rules({ app }: Desk, change: Partial<Policy>) {
  await savePolicy(app, { actor: 'agent:1' }, change)
}

/** The clinic is open until eleven at night. */
async function late(db: Db) {
  const week = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['09:00', '23:00']]]),
  )
  await db('setting').insert({ key: 'clinic', value: JSON.stringify({ hours: { week, exceptions: {} } }) })
}

function line({ app, chat }: Desk, given: object): Promise<number> {
  return insertId(app.db, 'line', { channel_id: chat.id, name: '前台', created_at: noon, ...given })
}

let calls = 0

function call({ app, chat }: Desk, lineId: number, given: object, db: Db = app.db): Promise<number> {
  const known = { uid: `call-${++calls}`, channel_id: chat.id, line_id: lineId, number: anna }
  return insertId(db, 'call', { ...known, direction: 'out', purpose: 'agent', state: 'talking', ...given })
}

async function customer(db: Db): Promise<number> {
  const id = await insertId(db, 'person', { name: '安娜', created_at: noon })
  const contact = { person_id: id, scope: 'phone', external_id: anna, proof: 'verified', created_at: noon }
  await db('identity').insert(contact)
  return id
}

function task(db: Db, personId: number) {
  const owed = { kind: 'callback', person_id: personId, reason: 'missed', due_at: noon, created_at: noon }
  return insertId(db, 'task', owed)
}

function refusal(why: string, again?: string) {
  return (error: unknown) => {
    assert.ok(error instanceof Refused, String(error))
    assert.equal(error.why, why)
    if (again) assert.equal(error.again, again)
    return true
  }
}
