import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { numbers, openSwitchboard, type Switchboard } from '../../../../test/support/switchboard.ts'
import { act, lineStates, park, unpark } from '../index.ts'
import { phoneScreen } from '../pages/phone.ts'

eachDatabase('A phone that stays up all shift', ({ create }) => {
  let board: Switchboard
  const open = async () => (board = await openSwitchboard((await create()).options))
  afterEach(() => board.stop())

  it('is put through without ringing, and waits for the next call after it', async () => {
    const { app, exchange, happens, rings, is, as, call, ids } = await open()
    const hao = await as('hao')
    await happens(() => park(app, hao))
    await assert.rejects(park(app, hao), { message: 'calls.conflict.parked' })
    const leg = (await lineStates(app.db)).get(ids.hao)?.parked ?? ''
    await is('hao', 'online')
    await rings('bo')
    assert.equal((await call()).state, 'offered')
    const { id } = await call()
    await happens(() => act(app, hao, id, { do: 'accept' }))
    assert.deepEqual(exchange.hears(numbers.bo), ['801'])
    await happens(() => exchange.hangUp(numbers.bo))
    assert.deepEqual([...exchange.floor.legs.keys()], [leg])
    await happens(() => unpark(app, hao))
    assert.deepEqual([...exchange.floor.legs.keys()], [])
    assert.equal((await lineStates(app.db)).get(ids.hao)?.parked, null)
  })

  it('is one, also where the key is pressed twice', async () => {
    const { app, exchange, happens, as, ids } = await open()
    const hao = await as('hao')
    await happens(() => Promise.all([park(app, hao), park(app, hao)]))
    const { parked } = (await lineStates(app.db)).get(ids.hao) ?? {}
    assert.deepEqual([...exchange.floor.legs.keys()], [parked])
  })

  it('is at rest again after a crash in a call that is over by then', async () => {
    const { app, exchange, happens, rings, is, as, restart, ids } = await open()
    const hao = await as('hao')
    await happens(() => park(app, hao))
    await is('hao', 'online')
    await rings('bo')
    assert.deepEqual(exchange.hears('801'), ['sound:ring'])
    await restart(async () => {
      const leg = exchange.legAt('801')
      leg.muted = true
      exchange.floor.playbacks.set('c0.tone-9', {
        id: 'c0.tone-9',
        to: { leg: leg.id },
        sounds: [{ tone: 'ring' }],
      })
      await app.db('call').update({ state: 'ended', live: null })
    })
    assert.deepEqual([exchange.hears('801'), exchange.legAt('801').muted], [[], undefined])
    assert.ok((await lineStates(app.db)).get(ids.hao)?.parked)
  })

  it('is left in the call that it is in', async () => {
    const { app, exchange, happens, rings, is, as, call, restart } = await open()
    const hao = await as('hao')
    await happens(() => park(app, hao))
    await is('hao', 'online')
    await rings('bo')
    const { id } = await call()
    await happens(() => act(app, hao, id, { do: 'accept' }))
    await restart()
    assert.deepEqual([exchange.hears(numbers.bo), exchange.hears('801')], [['801'], [numbers.bo]])
  })

  it('is forgotten where it was hung up while nobody listened', async () => {
    const { app, exchange, happens, as, restart, ids } = await open()
    const hao = await as('hao')
    await happens(() => park(app, hao))
    const told = app.db('event').where({ type: 'phone.state', topic: `phone:${ids.hao}` })
    assert.equal((await phoneScreen(app, hao)).isParked, true)
    const before = (await told).length
    await restart(() => exchange.hangUp('801'))
    assert.equal((await lineStates(app.db)).get(ids.hao)?.parked, null)
    assert.equal((await phoneScreen(app, hao)).isParked, false)
    assert.equal((await told).length, before + 1)
  })
})
