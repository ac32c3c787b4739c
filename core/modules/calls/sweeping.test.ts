import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { openSwitchboard, type Switchboard } from '../../../test/support/switchboard.ts'
import { findCall, lineStates } from './index.ts'

eachDatabase('Once a minute the telephone', ({ create }) => {
  let board: Switchboard
  const open = async () => (board = await openSwitchboard((await create()).options))
  afterEach(() => board.stop())

  it('ends what its exchange does not know any more', async () => {
    const { app, exchange, rings, happens, is, call, clock } = await open()
    await is('hao', 'online')
    await rings('bo')
    await happens(() => exchange.pickUp('801'))
    exchange.floor.legs.clear()
    const { id } = await call()
    await sweep()
    assert.equal((await findCall(app.db, id))?.state, 'talking')
    clock.pass(121)
    await happens()
    await sweep()
    assert.equal((await findCall(app.db, id))?.state, 'ended')
  })

  it('frees who is still taken by a call that is over, and says so on their phone', async () => {
    const { app, ids } = await open()
    const stuck = { agent_id: ids.hao, state: 'talking', call_id: 4711, since: now(), idle_since: now() }
    await app.db('agent_line').insert(stuck)
    const told = app.db('event').where({ type: 'phone.state', topic: `phone:${ids.hao}` })
    const before = (await told.clone()).length
    await sweep()
    assert.equal((await lineStates(app.db)).get(ids.hao)?.state, 'idle')
    assert.equal((await told).length, before + 1)
  })

  const now = () => board.clock.now().toISOString()
  const sweep = () =>
    board.happens(() =>
      board.app.db('job').insert({ name: 'call.sweep', payload: '{}', due_at: now(), created_at: now() }),
    )
})
