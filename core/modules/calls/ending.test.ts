import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { numbers, openSwitchboard, type Switchboard } from '../../../test/support/switchboard.ts'
import { act, lineStates, liveCalls } from './index.ts'

eachDatabase('A caller who hangs up', ({ create }) => {
  let board: Switchboard
  before(async () => (board = await openSwitchboard((await create()).options)))
  after(() => board.stop())

  const answered = async () => {
    await board.is('hao', 'online')
    await board.rings('bo')
    await board.happens(() => board.exchange.pickUp('801'))
  }
  const states: Record<string, { reach: () => Promise<void>; outcome: string; owed: number }> = {
    menu: {
      outcome: 'abandoned',
      owed: 1,
      async reach() {
        await board.flow({ greeting: { house: 'greeting' } })
        await board.rings('bo')
      },
    },
    queued: { reach: () => board.rings('bo'), outcome: 'abandoned', owed: 1 },
    offered: {
      outcome: 'abandoned',
      owed: 1,
      async reach() {
        await board.is('hao', 'online')
        await board.rings('bo')
      },
    },
    talking: { reach: answered, outcome: 'answered', owed: 0 },
    held: {
      outcome: 'answered',
      owed: 0,
      async reach() {
        await answered()
        const { id } = await board.call()
        await board.happens(async () => act(board.app, await board.as('hao'), id, { do: 'hold' }))
      },
    },
    voicemail: {
      outcome: 'voicemail',
      owed: 1,
      async reach() {
        await board.flow({ start: { to: 'voicemail', teamId: board.teamId } })
        await board.rings('bo')
        await board.happens(() => board.exchange.playOut())
      },
    },
  }

  for (const [state, { reach, outcome, owed }] of Object.entries(states)) {
    it(`in the state ${state} leaves nobody on the line`, async () => {
      const { app, exchange, happens, call, ids } = board
      await afresh()
      await reach()
      assert.equal((await call()).state, state)
      await happens(() => exchange.hangUp(numbers.bo))
      const ended = await call()
      assert.deepEqual([ended.state, ended.outcome, ended.endedBy], ['ended', outcome, 'customer'])
      assert.deepEqual([...exchange.floor.legs.keys()], [])
      assert.deepEqual(await liveCalls(app.db), [])
      const tasks = await app.db('task').where({ call_id: ended.id, done_at: null })
      assert.equal(tasks.length, owed)
      const line = (await lineStates(app.db)).get(ids.hao)?.state ?? 'idle'
      assert.equal(line, outcome === 'answered' ? 'wrapping' : 'idle')
      const legs = await app.db('call_leg').whereNull('ended_at').pluck('leg')
      assert.deepEqual(legs, [])
    })
  }

  it('while it is recorded leaves the recording to be fetched', async () => {
    const { app, exchange, rings, happens, is, flow, call } = board
    await afresh()
    await flow({ notice: { house: 'notice' } })
    await is('hao', 'online')
    await rings('bo')
    await happens(() => exchange.playOut())
    await happens(() => exchange.pickUp('801'))
    const { id } = await call()
    const recording = () => app.db('recording').where({ call_id: id }).first()
    const running = await recording()
    assert.deepEqual([running.state, running.announced], ['running', 1])
    assert.deepEqual([...(exchange.tape(running.name)?.voices ?? [])].sort(), [numbers.bo, '801'])
    await happens(() => exchange.hangUp(numbers.bo))
    assert.equal((await recording()).state, 'kept')
    const { live } = await app.db('call').where({ id }).first()
    assert.equal(live, null)
  })

  /** Nobody is there, and callers go straight into the queue. */
  async function afresh() {
    await board.is('hao', 'away')
    board.clock.pass(60)
    await board.flow({})
    await board.happens()
  }
})
