import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { openSwitchboard, type Switchboard } from '../../../test/support/switchboard.ts'
import { act, type CallAction, keepNote, oversight, wrapUp } from './index.ts'

eachDatabase('A call', ({ create }) => {
  let board: Switchboard
  const open = async () => (board = await openSwitchboard((await create()).options))
  afterEach(() => board.stop())

  it('is not there for an agent who is not in it, whatever they try', async () => {
    const { app, as } = await open()
    const { id } = await talk()
    const yun = await as('yun')
    const tries: CallAction[] = [
      { do: 'hang-up' },
      { do: 'mute', on: true },
      { do: 'transfer', to: { agentId: yun.agentId } },
      { do: 'drop', leg: `${(await board.call()).uid}.customer` },
      { do: 'seize' },
    ]
    for (const action of tries)
      await assert.rejects(act(app, yun, id, action), { message: `call ${id}` }, action.do)
    await assert.rejects(keepNote(app, yun, id, '不相干'), { message: `call ${id}` })
    await assert.rejects(wrapUp(app, yun, id, { result: 'booked' }), { message: `call ${id}` })
    const { state, note, result } = await board.call()
    assert.deepEqual([state, note, result], ['talking', '', null])
  })

  it('is not there for a supervisor of other teams', async () => {
    const { app, as } = await open()
    const { id } = await talk()
    const mei = await as('mei')
    const other = { ...mei, scope: 'team' as const, teamIds: [] }
    const call = await board.call()
    assert.equal((await oversight(app, mei))(call), true)
    assert.equal((await oversight(app, other))(call), false)
    await assert.rejects(act(app, other, id, { do: 'take-over' }), { message: `call ${id}` })
    await assert.rejects(wrapUp(app, other, id, { note: '听了一下' }), { message: `call ${id}` })
    await wrapUp(app, mei, id, { note: '听了一下' })
    assert.equal((await board.call()).note, '听了一下')
  })

  async function talk() {
    const { exchange, rings, happens, is } = board
    await is('hao', 'online')
    await rings('bo')
    await happens(() => exchange.pickUp('801'))
    return board.call()
  }
})
