import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { numbers, openSwitchboard, ours, type Switchboard } from '../../../../test/support/switchboard.ts'
import { transaction } from '../../../platform/db/index.ts'
import { refuseContact } from '../../dialing/index.ts'
import { currentCall, place } from '../index.ts'

const anna = '+8613800138000'

eachDatabase('A call that staff place', ({ create }) => {
  let board: Switchboard
  const open = async () => (board = await openSwitchboard((await create()).options))
  afterEach(() => board.stop())
  const calls = async (to: Parameters<typeof place>[1]['to']) => {
    const viewer = await board.as('hao')
    await board.happens(() => place(board.app, { viewer, to }))
  }

  it('rings their own phone first, then the customer, who sees a number of ours', async () => {
    const { exchange, happens, call, clock } = await open()
    const pickUp = letRing(exchange)
    await calls({ number: numbers.anna })
    assert.deepEqual([exchange.isRinging('801'), exchange.isRinging(anna)], [true, false])
    await happens(pickUp)
    assert.deepEqual(exchange.legAt(anna).dialled?.from, { number: ours })
    clock.pass(6)
    await happens(() => exchange.pickUp(anna))
    assert.deepEqual([exchange.hears('801'), exchange.hears(anna)], [[anna], ['801']])
    const { state, direction, ringMs, conversationId } = await call()
    assert.deepEqual([state, direction, ringMs], ['talking', 'out', 6000])
    const held = await board.app.db('conversation').where({ id: conversationId }).first()
    assert.deepEqual([held.agent_id, held.waiting_since], [board.ids.hao, null])
    await happens(() => exchange.hangUp(anna))
    assert.equal((await call()).outcome, 'answered')
  })

  it('says in plain words why nobody was reached', async () => {
    const { exchange, happens, call } = await open()
    exchange.refuse(anna, 'absent')
    await calls({ number: numbers.anna })
    await happens()
    const { outcome, talkMs } = await call()
    assert.deepEqual([outcome, talkMs], ['absent', null])
    const { line } = await currentCall(board.app.db, board.ids.hao)
    assert.equal(line.state, 'idle')
  })

  it('goes to a person by their best number, and is theirs when they call back', async () => {
    const { app, exchange, happens, call, rings } = await open()
    await rings('anna')
    await happens(() => exchange.hangUp(numbers.anna))
    const { personId } = await call()
    await board.is('hao', 'online')
    await calls({ personId: personId ?? 0 })
    assert.equal((await call()).number, anna)
    await happens(() => exchange.pickUp(anna))
    assert.equal((await call()).personId, personId)
    assert.equal((await app.db('task').first()).result, 'reached')
  })

  it('is not placed where the gate says no, and leaves no trace', async () => {
    const { app, exchange } = await open()
    await assert.rejects(calls({ number: '+447700900123' }), { message: 'dialing.refused.abroad' })
    await refuses(board)
    await assert.rejects(calls({ number: numbers.anna }), { message: 'dialing.refused.do-not-contact' })
    assert.deepEqual(await app.db('call'), [])
    assert.equal(exchange.isRinging('801'), false)
  })

  it('ends where the customer asks to be left alone while the agent picks up', async () => {
    const { exchange, happens, call } = await open()
    const pickUp = letRing(exchange)
    await calls({ number: numbers.anna })
    await refuses(board)
    await happens(pickUp)
    assert.equal(exchange.isRinging(anna), false)
    assert.deepEqual([(await call()).outcome, (await call()).state], ['refused', 'ended'])
    assert.deepEqual([...exchange.floor.legs.keys()], [])
  })

  it('waits for the one that goes on', async () => {
    await open()
    await calls({ number: numbers.anna })
    await assert.rejects(calls({ number: numbers.bo }), { message: 'calls.conflict.busy' })
  })

  it('may be dialled at a desk phone, and passes the same gate', async () => {
    const { app, exchange, happens, call, ids } = await open()
    await happens(() => exchange.dialFrom('801', numbers.anna))
    assert.equal(exchange.isRinging(anna), true)
    await happens(() => exchange.pickUp(anna))
    assert.deepEqual([exchange.hears('801'), (await call()).agentId], [[anna], ids.hao])
    await happens(() => exchange.hangUp(anna))
    assert.deepEqual([...exchange.floor.legs.keys()], [])
    await happens(() => exchange.dialFrom('801', '110'))
    assert.deepEqual([...exchange.floor.legs.keys()], [])
    const told = await app.db('event').where({ type: 'phone.refused' }).first()
    assert.equal(JSON.parse(told.data).message, 'dialing.refused.emergency')
  })

  it('is over when the agent hangs up at the desk phone', async () => {
    const { exchange, happens, call } = await open()
    await happens(() => exchange.dialFrom('801', numbers.anna))
    await happens(() => exchange.pickUp(anna))
    await happens(() => exchange.hangUp('801'))
    assert.deepEqual([(await call()).state, [...exchange.floor.legs.keys()]], ['ended', []])
  })
})

/** Phones of staff that do not pick up by themselves. Answers what picks up 801, and lets them. */
function letRing(exchange: Switchboard['exchange']) {
  const connect = exchange.connect.bind(exchange)
  exchange.connect = () => {}
  return () => {
    exchange.connect = connect
    exchange.pickUp('801')
  }
}

/** Anna asks not to be called. */
async function refuses({ app, clock }: Switchboard) {
  const refusal = { number: anna, by: 'call', reason: '客户要求', source: 'agent' } as const
  await transaction(app.db, (trx) => refuseContact(trx, app, refusal, clock.now().toISOString()))
}
