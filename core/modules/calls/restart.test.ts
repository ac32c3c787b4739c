import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { numbers, openSwitchboard, type Switchboard } from '../../../test/support/switchboard.ts'
import { callAlerts } from './alerts.ts'
import { lineStates } from './index.ts'

eachDatabase('A house that was away', ({ create }) => {
  let board: Switchboard
  const open = async () => (board = await openSwitchboard((await create()).options))
  afterEach(() => board.stop())

  it('goes on with the calls that go on, and ends those that have ended', async () => {
    const { app, exchange, rings, happens, is, restart, call, ids } = await open()
    await is('hao', 'online')
    await rings('bo')
    await happens(() => exchange.pickUp('801'))
    await rings('anna')
    await restart(() => exchange.hangUp(numbers.anna))
    const [bo, anna] = await app.db('call').orderBy('id').select('state', 'outcome')
    assert.deepEqual([bo.state, anna.state, anna.outcome], ['talking', 'ended', 'abandoned'])
    assert.deepEqual(exchange.hears(numbers.bo), ['801'])
    await happens(() => exchange.hangUp('801'))
    assert.deepEqual([...exchange.floor.legs.keys()], [])
    assert.equal((await lineStates(app.db)).get(ids.hao)?.state, 'wrapping')
    assert.equal((await call()).state, 'ended')
  })

  it('lets those in who have rung meanwhile, and hangs up legs of ours that nobody knows', async () => {
    const { app, exchange, is, happens, call, restart, rings } = await open()
    await is('hao', 'online')
    await rings('bo')
    const stray = 'c0000000000000000.agent-1'
    await restart(() => {
      exchange.hangUp(numbers.bo)
      exchange.call({ from: numbers.anna, to: '02161234567' })
      exchange.floor.legs.set(stray, { id: stray, at: '802', state: 'up' })
    })
    const calls = await app.db('call').orderBy('id').pluck('state')
    assert.deepEqual(calls, ['ended', 'offered'])
    assert.equal(exchange.floor.legs.has(stray), false)
    await happens(() => exchange.pickUp('801'))
    assert.deepEqual([(await call()).state, exchange.hears('801')], ['talking', [numbers.anna]])
  })

  it('learns again which phones are there', async () => {
    const { app, exchange, restart, ids } = await open()
    await restart(() => exchange.register('801', false))
    const rows = await app.db('extension').orderBy('number').select('agent_id', 'desk_online')
    assert.deepEqual(rows, [
      { agent_id: ids.hao, desk_online: 0 },
      { agent_id: ids.mei, desk_online: 1 },
    ])
  })
})

eachDatabase('An exchange that is not heard any more', ({ create }) => {
  it('is told of to everybody who takes calls, until it is heard again', async () => {
    const board = await openSwitchboard((await create()).options)
    const { app, exchange, happens, as } = board
    const hao = await as('hao')
    assert.deepEqual(await callAlerts(app, hao), [])
    await happens(() => exchange.tell({ type: 'lost' }))
    const [alert] = await callAlerts(app, hao)
    assert.deepEqual([alert?.level, alert?.text.includes('总机')], ['bad', true])
    await happens(() => exchange.tell({ type: 'rebuilt', snapshot: exchange.snapshot() }))
    assert.deepEqual(await callAlerts(app, hao), [])
    await board.stop()
  })
})
