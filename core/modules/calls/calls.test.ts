import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { newestPlace } from '../../../test/support/facts.ts'
import { numbers, openSwitchboard, type Switchboard } from '../../../test/support/switchboard.ts'
import { actorOf, onlineAgents, verifyAudit } from '../agents/index.ts'
import { saveClinic } from '../clinic/index.ts'
import { listConversations, openConversation } from '../conversations/index.ts'
import { act, currentCall, extendWrapUp, lineStates, wrapUp } from './index.ts'

eachDatabase('A call that comes in', ({ create }) => {
  let board: Switchboard
  const open = async () => (board = await openSwitchboard((await create()).options))
  afterEach(() => board.stop())

  it('waits, rings an agent, is answered, and ends with time to write it up', async () => {
    const { exchange, rings, happens, call, is, as } = await open()
    await rings('bo')
    assert.equal((await call()).state, 'queued')
    await is('hao', 'online')
    assert.deepEqual([(await call()).state, exchange.isRinging('801')], ['offered', true])
    board.clock.pass(8)
    await happens(() => exchange.pickUp('801'))
    assert.deepEqual([exchange.hears(numbers.bo), exchange.hears('801')], [['801'], [numbers.bo]])
    const { state, agentId, conversationId, waitMs, ringMs } = await call()
    const hao = await as('hao')
    assert.deepEqual([state, agentId, waitMs, ringMs], ['talking', hao.agentId, 8000, 8000])
    const { agent, messages } = await openConversation(board.app, hao, conversationId ?? 0)
    const card = messages.find(({ kind }) => kind === 'call')?.call
    assert.deepEqual([agent?.id, card?.state, card?.agent], [hao.agentId, 'talking', '郝医生'])
    board.clock.pass(75)
    await happens(() => exchange.hangUp(numbers.bo))
    const { outcome, talkMs, endedBy } = await call()
    assert.deepEqual([outcome, talkMs, endedBy], ['answered', 75_000, 'customer'])
    assert.equal((await currentCall(board.app.db, hao.agentId)).line.state, 'wrapping')
  })

  it('lets the next one in when the agent has written it up, or the time for that is over', async () => {
    const { app, exchange, rings, happens, call, is, as, clock } = await open()
    await is('hao', 'online')
    await rings('bo')
    await happens(() => exchange.pickUp('801'))
    const first = await call()
    await rings('anna')
    assert.deepEqual([(await call()).state, exchange.isRinging('801')], ['queued', false])
    await happens(() => exchange.hangUp(numbers.bo))
    const hao = await as('hao')
    await happens(() => extendWrapUp(app, hao))
    clock.pass(40)
    await happens()
    assert.equal((await call()).state, 'queued')
    await happens(() => wrapUp(app, hao, first.id, { result: 'booked', note: '周六下午三点' }))
    assert.deepEqual([(await call()).state, exchange.isRinging('801')], ['offered', true])
    const { messages } = await openConversation(app, hao, first.conversationId ?? 0)
    const card = messages.find(({ kind }) => kind === 'call')?.call
    assert.deepEqual([card?.result, card?.note], ['booked', '周六下午三点'])
    await happens(() => exchange.pickUp('801'))
    await happens(() => exchange.hangUp(numbers.anna))
    await rings('bo')
    clock.pass(31)
    await happens()
    assert.equal((await call()).state, 'offered')
  })

  it('rings again who is back at their phone, before the exchange tells that it is there', async () => {
    const { app, exchange, rings, happens, call, is, as } = await open()
    await is('hao', 'online')
    await rings('bo')
    await happens(() => exchange.pickUp('801'))
    await happens(() => exchange.tell({ type: 'phone', phone: '801', online: false }))
    const before = exchange.legAt('801').id
    const { id } = await call()
    await happens(async () => act(app, await as('hao'), id, { do: 'reconnect' }))
    assert.deepEqual([(await call()).state, exchange.hears(numbers.bo)], ['talking', ['801']])
    assert.notEqual(exchange.legAt('801').id, before)
  })

  it('goes to who has rested longest, and two that wait never to the same agent', async () => {
    const { exchange, rings, happens, is, ids, app } = await open()
    await rings('bo')
    await rings('anna')
    await is('hao', 'online')
    assert.deepEqual([exchange.isRinging('801'), exchange.isRinging('802')], [true, false])
    await is('mei', 'online')
    assert.deepEqual([exchange.isRinging('801'), exchange.isRinging('802')], [true, true])
    const lines = await lineStates(app.db)
    assert.notEqual(lines.get(ids.hao)?.callId, lines.get(ids.mei)?.callId)
    await happens(() => exchange.pickUp('801'))
    assert.deepEqual(exchange.hears('801'), [numbers.bo])
    await happens(() => exchange.pickUp('802'))
    assert.deepEqual(exchange.hears('802'), [numbers.anna])
  })

  it('makes an agent away who lets too many ring in vain, and waits on', async () => {
    const { app, clock, exchange, rings, happens, call, is, queue, ids } = await open()
    await queue({ missesToAway: 2, ringSeconds: 20, mostSeconds: 600, announceSeconds: 0, callbackAfter: 0 })
    await is('hao', 'online')
    await rings('bo')
    clock.pass(20)
    await happens()
    assert.deepEqual([(await call()).state, exchange.isRinging('801')], ['queued', false])
    clock.pass(16)
    await happens()
    assert.equal(exchange.isRinging('801'), true)
    clock.pass(20)
    await happens()
    const [presence] = (await onlineAgents(app)).filter(({ agentId }) => agentId === ids.hao)
    assert.equal(presence?.state, 'away')
    const told = await app
      .db('event')
      .where({ topic: `phone:${ids.hao}`, type: 'phone.away' })
      .first()
    assert.deepEqual(JSON.parse(told.data), { misses: 2 })
    await is('mei', 'online')
    assert.equal(exchange.isRinging('802'), true)
  })

  it('is asked of nobody else than who takes calls and has a phone', async () => {
    const { exchange, rings, is, call, happens } = await open()
    await is('yun', 'online')
    await is('hao', 'busy')
    await happens(() => exchange.register('802', false))
    await is('mei', 'online')
    await rings('bo')
    assert.equal((await call()).state, 'queued')
    await happens(() => exchange.register('802'))
    assert.deepEqual([(await call()).state, exchange.isRinging('802')], ['offered', true])
  })

  it('leaves a conversation that waits and a call that is owed where nobody answered', async () => {
    const { app, exchange, rings, happens, call, as } = await open()
    await rings('bo')
    await happens(() => exchange.hangUp(numbers.bo))
    const { outcome, personId } = await call()
    assert.equal(outcome, 'abandoned')
    const [row] = await listConversations(app, await as('hao'), {})
    assert.ok(row?.waitingSince)
    const [task] = await app.db('task')
    assert.deepEqual([task.person_id, task.reason, task.done_at], [personId, 'abandoned', null])
    await board.is('hao', 'online')
    await rings('bo')
    await happens(() => exchange.pickUp('801'))
    assert.equal((await app.db('task').first()).result, 'reached')
  })

  it('shows on the phone who calls: with the number masked, which is the name of who has no other', async () => {
    const { exchange, rings, is } = await open()
    await is('hao', 'online')
    await rings('bo')
    const leg = [...exchange.floor.legs.values()].find(({ at }) => at === '801')
    assert.deepEqual(leg?.dialled?.from, { name: '139****9000', number: '139****9000' })
  })

  it('shows on the phone that a visitor calls who shows no number, in the language of the clinic', async () => {
    const { app, exchange, rings, is, as } = await open()
    await saveClinic(app, actorOf(await as('lin')), { locale: 'en' })
    await is('hao', 'online')
    await rings('nobody')
    const leg = [...exchange.floor.legs.values()].find(({ at }) => at === '801')
    assert.match(leg?.dialled?.from.name ?? '', /^Visitor /)
  })

  it('may come without a number, and is somebody new each time', async () => {
    const { rings, call } = await open()
    await rings('nobody')
    const first = await call()
    await rings('nobody')
    const second = await call()
    assert.deepEqual([first.number, second.number], ['', ''])
    assert.notEqual(first.personId, second.personId)
  })

  it('is not told anew where nothing about it has changed, and its card only where that shows it', async () => {
    const { app, exchange, rings, happens, call, is, as } = await open()
    await is('hao', 'online')
    await rings('bo')
    await happens(() => exchange.pickUp('801'))
    const { id, version, messageId } = await call()
    const card = async () => (await app.db('message').where({ id: messageId }).first('version')).version
    const [told, drawn] = [await newestPlace(app.db), await card()]
    await happens(() => exchange.speak('801'))
    await happens(() => exchange.speak('801', false))
    assert.deepEqual([(await call()).version, await newestPlace(app.db)], [version, told])
    await act(app, await as('hao'), id, { do: 'mute', on: true })
    assert.notEqual(await newestPlace(app.db), told)
    assert.equal(await card(), drawn)
  })

  it('lets a supervisor listen, which the audit log has', async () => {
    const { app, exchange, happens, as } = await open()
    const { mei, id } = await listens(board)
    assert.deepEqual(exchange.hears('802').sort(), [numbers.bo, '801'])
    await happens(() => act(app, mei, id, { do: 'leave' }))
    for (const action of ['call.listen', 'call.left']) {
      const deed = await app.db('audit').where({ action }).first('actor', 'object', 'ip')
      assert.deepEqual(deed, { actor: `agent:${mei.agentId}`, object: `call:${id}`, ip: mei.ip })
    }
    assert.equal((await verifyAudit(app.db)).ok, true)
    await assert.rejects(act(app, await as('yun'), id, { do: 'supervise', mode: 'listen' }), {
      message: 'calls.supervise',
    })
  })

  it('does not ring somebody who listens to a colleague, until they have left', async () => {
    const { app, exchange, rings, happens, call, is } = await open()
    const { mei, id } = await listens(board)
    await is('mei', 'online')
    await rings('anna')
    assert.equal((await call()).state, 'queued')
    await happens(() => act(app, mei, id, { do: 'leave' }))
    assert.deepEqual([(await call()).state, exchange.isRinging('802')], ['offered', true])
  })
})

/** Hao talks with bo, and mei listens. */
async function listens({ app, exchange, rings, happens, call, is, as }: Switchboard) {
  await is('hao', 'online')
  await rings('bo')
  await happens(() => exchange.pickUp('801'))
  const mei = await as('mei')
  const { id } = await call()
  await happens(() => act(app, mei, id, { do: 'supervise', mode: 'listen' }))
  await happens(() => exchange.isRinging('802') && exchange.pickUp('802'))
  return { mei, id }
}
