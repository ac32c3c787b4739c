import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { numbers, openSwitchboard, type Switchboard } from '../../../test/support/switchboard.ts'
import { act, findCall, liveCalls, place } from './index.ts'

const anna = '+8613800138000'

eachDatabase('A call that a sound opens', ({ create }) => {
  let board: Switchboard
  const open = async () => {
    board = await openSwitchboard((await create()).options)
    // At noon no sound rings anybody.
    board.clock.pass(3 * 60 * 60)
    return board
  }
  afterEach(() => board.stop())

  it('is taken over with one key, and says how fast', async () => {
    const { app, exchange, happens, as, call, clock } = await open()
    const viewer = await as('hao')
    const robot = { sounds: [{ house: 'greeting' as const }] }
    await happens(() => place(app, { viewer, to: { number: numbers.anna }, robot }))
    await happens(() => exchange.pickUp(anna))
    const [sound] = exchange.hears(anna)
    assert.match(sound ?? '', /^sound:http.*house-greeting\.wav/)
    assert.deepEqual(exchange.hears('801').includes(anna), true)
    const { id } = await call()
    await happens(async () => {
      await act(app, viewer, id, { do: 'seize' })
      clock.pass(0.05)
    })
    assert.deepEqual(exchange.hears(anna), ['801'])
    await happens(() => exchange.speak('801'))
    const { takeover, state } = await call()
    assert.equal(state, 'talking')
    assert.deepEqual(Object.keys(takeover ?? {}).sort(), ['heard', 'stopped', 'unmuted'])
    assert.ok(Object.values(takeover ?? {}).every((ms) => ms <= 100))
  })

  it('has its agent to itself while the customer still rings', async () => {
    const { app, exchange, happens, as, is, rings, call, ids } = await open()
    const robot = { sounds: [{ house: 'greeting' as const }] }
    const viewer = await as('hao')
    await is('hao', 'online')
    await happens(() => place(app, { viewer, to: { number: numbers.anna }, robot }))
    await rings('bo')
    assert.equal((await call()).state, 'queued')
    await happens(() => exchange.pickUp(anna))
    await happens(() => exchange.pickUp('801'))
    const { state, call_id: id } = await app.db('agent_line').where({ agent_id: ids.hao }).first()
    assert.deepEqual([state, (await findCall(app.db, id))?.purpose], ['talking', 'robot'])
  })

  it('ends for everybody when the customer hangs up on it', async () => {
    const { app, exchange, happens, as, call } = await open()
    const viewer = await as('hao')
    const robot = { sounds: [{ house: 'greeting' as const }] }
    await happens(() => place(app, { viewer, to: { number: numbers.anna }, robot }))
    await happens(() => exchange.pickUp(anna))
    await happens(() => exchange.hangUp(anna))
    assert.deepEqual([(await call()).outcome, await liveCalls(app.db)], ['answered', []])
    assert.deepEqual([...exchange.floor.legs.keys()], [])
  })
})
