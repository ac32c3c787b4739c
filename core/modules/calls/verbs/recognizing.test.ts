import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { numbers, openSwitchboard, type Switchboard } from '../../../../test/support/switchboard.ts'
import { recordProfile } from '../../people/index.ts'
import { transaction } from '../../../platform/db/index.ts'
import { receive } from '../../conversations/index.ts'
import { recognize } from '../index.ts'

eachDatabase('Who calls', ({ create }) => {
  let board: Switchboard
  const open = async () => (board = await openSwitchboard((await create()).options))
  afterEach(() => board.stop())

  it('is met in the conversation that is open with them, where their number is proven', async () => {
    const { rings, call } = await open()
    const anna = await writes('verified')
    await rings('anna')
    const { personId, conversationId } = await call()
    assert.deepEqual([personId, conversationId], [anna.personId, anna.conversationId])
  })

  it('is somebody of their own while it is only claimed, until an agent recognizes them, and again when that was wrong', async () => {
    const { app, rings, call, as, is, exchange, happens } = await open()
    const anna = await writes('claimed')
    await is('hao', 'online')
    await rings('anna')
    await happens(() => exchange.pickUp('801'))
    const { id, personId } = await call()
    assert.notEqual(personId, anna.personId)
    const hao = await as('hao')
    await recognize(app, hao, id, anna.personId)
    assert.equal((await call()).personId, anna.personId)
    await happens(() => exchange.hangUp(numbers.anna))
    await rings('anna')
    assert.equal((await call()).personId, anna.personId)
    await recognize(app, hao, id, null)
    assert.notEqual((await call()).personId, anna.personId)
    const deeds = await app.db('audit').where({ action: 'identity.move' }).pluck('actor')
    assert.deepEqual(deeds, [`agent:${hao.agentId}`, `agent:${hao.agentId}`])
  })

  it('is recognized in nobody whom the agent may not see', async () => {
    const { app, rings, call, as, is } = await open()
    await is('hao', 'online')
    await rings('anna')
    const { id } = await call()
    await assert.rejects(recognize(app, await as('hao'), id, 4711), { message: 'person 4711' })
  })

  it('is recognized by nobody who has nothing to do with the call', async () => {
    const { app, rings, call, as, is } = await open()
    const { personId } = await writes('claimed')
    await is('hao', 'online')
    await rings('anna')
    const { id } = await call()
    await assert.rejects(recognize(app, await as('yun'), id, personId), { message: `call ${id}` })
  })

  /** Somebody writes who gives anna's number as theirs. */
  async function writes(proof: 'claimed' | 'verified') {
    const { app, channelId, clock } = board
    await receive(app, { id: channelId }, { who: 'on-the-web', uid: 'message-0001', text: '你好' })
    const { id, person_id: personId } = await app.db('identity').where({ external_id: 'on-the-web' }).first()
    const profile = { phone: numbers.anna, proof }
    await transaction(app.db, (trx) => recordProfile(trx, id, profile, clock.now().toISOString()))
    const { id: conversationId } = await app.db('conversation').first('id')
    return { personId, conversationId }
  }
})
