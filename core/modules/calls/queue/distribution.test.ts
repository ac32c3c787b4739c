import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { openSwitchboard } from '../../../../test/support/switchboard.ts'
import { present } from '../../agents/index.ts'
import { distribute } from './distribution.ts'
import { quiet } from '../index.ts'

eachDatabase('Several who look at one queue', ({ engine, create }) => {
  it('offer nobody two calls, and no call to two', async () => {
    const board = await openSwitchboard((await create()).options)
    // SQLite has one process, which may look as often as it likes all the same.
    const other = engine === 'PostgreSQL' ? await board.beside() : board
    const from = (index: number) => `1390013900${index}`
    for (const index of [1, 2, 3, 4])
      await board.happens(() => board.exchange.call({ from: from(index), to: '02161234567' }))
    const { app, clock, ids, teamId } = board
    await app.db('job').where({ name: 'call.ready' }).delete()
    for (const id of [ids.hao, ids.mei]) await present(app.db, id, 'online', clock.now())
    const looks = [app, other.app, app, other.app].map((each) => distribute(each, teamId))
    await Promise.all(looks)
    await quiet(app)
    await quiet(other.app)
    const offered = await app.db('call').where({ state: 'offered' }).orderBy('id').pluck('id')
    const lines = await app.db('agent_line').where({ state: 'offered' }).orderBy('call_id').pluck('call_id')
    assert.deepEqual(lines, offered)
    assert.equal(offered.length, 2)
    const rings = await app.db('call_leg').where({ party: 'agent' }).pluck('agent_id')
    assert.deepEqual(rings.toSorted(), [ids.mei, ids.hao].toSorted())
    await board.stop()
  })
})
