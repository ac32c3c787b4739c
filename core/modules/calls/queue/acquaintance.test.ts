import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { numbers, openSwitchboard, type Switchboard } from '../../../../test/support/switchboard.ts'
import { assign } from '../../conversations/index.ts'
import { placeOf, saveReceptionSettings } from '../../reception/index.ts'
import { queueOf } from '../store/queue.ts'

eachDatabase('A caller who is known', ({ create }) => {
  let board: Switchboard
  before(async () => (board = await openSwitchboard((await create()).options)))
  after(() => board.stop())

  it('keeps the place of their conversation when they call again soon, and loses it later', async () => {
    await callTwice()
    assert.deepEqual(await callers(), ['anna', 'bo'])
    const { conversationId } = (await callOf('anna')) ?? {}
    assert.equal((await placeOf(board.app, [conversationId])).get(conversationId)?.position, 1)
    await hangUp('anna', 'bo')
    board.clock.pass(601)
    await board.rings('bo')
    await board.rings('anna')
    assert.deepEqual(await callers(), ['bo', 'anna'])
    await hangUp('anna', 'bo')
  })

  it('rings first whoever knows them, also outside of the team', async () => {
    const { app, ids } = board
    await board.rings('anna')
    const call = await callOf('anna')
    await app.db('person').where({ id: call?.personId }).update({ owner_id: ids.hao })
    await app.db('team_member').where({ agent_id: ids.hao }).delete()
    await board.is('hao', 'online')
    assert.equal((await board.call()).state, 'offered')
    const legs = await app.db('call_leg').where({ call_id: call?.id, party: 'agent' }).pluck('agent_id')
    assert.deepEqual(legs, [ids.hao])
    await board.is('hao', 'away')
    await app.db('team_member').insert({ agent_id: ids.hao, team_id: board.teamId })
    await hangUp('anna')
  })

  it('is rung by whoever takes their conversation, and by nobody who takes what waits in writing', async () => {
    const { app, ids, teamId } = board
    await saveReceptionSettings(app, await board.as('lin'), { mode: 'automatic', acquaintances: ['holder'] })
    await app.db('team_member').where({ agent_id: ids.hao }).delete()
    await board.is('hao', 'online')
    await board.rings('bo')
    const call = await callOf('bo')
    const { agent_id } = await app.db('conversation').where({ id: call?.conversationId }).first()
    assert.equal(agent_id, null)
    assert.deepEqual(await callers(), ['bo'])
    const lin = await board.as('lin')
    await board.happens(() => assign(app, lin, call?.conversationId ?? 0, { agentId: ids.hao }))
    assert.deepEqual(await queueOf(app.db, teamId), [])
    assert.equal((await board.call()).state, 'offered')
    await hangUp('bo')
  })

  /** anna calls and gives up, bo calls, and anna calls again. */
  async function callTwice() {
    await board.rings('anna')
    await board.happens(() => board.exchange.hangUp(numbers.anna))
    board.clock.pass(60)
    await board.rings('bo')
    await board.rings('anna')
  }

  async function hangUp(...who: (keyof typeof numbers)[]) {
    for (const name of who) await board.happens(() => board.exchange.hangUp(numbers[name]))
  }

  async function callers() {
    const uids = await queueOf(board.app.db, board.teamId)
    const rows = await board.app.db('call').whereIn('uid', uids).select('uid', 'number')
    return uids.map((uid) => nameOf(rows.find((row) => row.uid === uid)?.number ?? ''))
  }

  async function callOf(name: keyof typeof numbers) {
    const row = await board.app
      .db('call')
      .whereLike('number', `%${numbers[name]}`)
      .orderBy('id', 'desc')
      .first()
    return { id: row.id, personId: row.person_id, conversationId: row.conversation_id }
  }
})

function nameOf(number: string): string | undefined {
  return Object.entries(numbers).find(([, known]) => number.endsWith(known))?.[0]
}
