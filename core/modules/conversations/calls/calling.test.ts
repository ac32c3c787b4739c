import assert from 'node:assert/strict'
import { it } from 'node:test'
import { watch } from '../../../../test/support/apply.ts'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { type Desk, openDesk } from '../../../../test/support/desk.ts'
import { transaction } from '../../../platform/db/index.ts'
import { callerOf } from '../../people/index.ts'
import type { CallCard } from './call-card.ts'
import {
  callCame,
  callTaken,
  callWaits,
  cardChanged,
  close,
  customerHistory,
  joinCaller,
  listConversations,
  openConversation,
} from '../index.ts'

const bo = '+8613900139000'

eachDatabase('The card of a call', ({ open }) => {
  it('begins a conversation in which nobody waits until the caller is in a queue', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const screen = await watch(desk.app, hao)
    const { conversationId } = await rings(desk)
    await screen.check()
    const [row] = await listConversations(desk.app, hao, {})
    assert.deepEqual([row?.preview, row?.waitingSince], ['[来电]', undefined])
    await waits(desk, conversationId)
    await screen.check()
    const [waiting] = await listConversations(desk.app, hao, {})
    assert.ok(waiting?.waitingSince)
    assert.equal(waiting.team?.id, desk.team)
  })

  it('gives the conversation to who answers, and ends the waiting', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const { conversationId } = await rings(desk)
    await waits(desk, conversationId)
    const screen = await watch(desk.app, hao, [conversationId])
    await talks(desk, conversationId, hao.agentId)
    await screen.check()
    const { agent, status, waitingSince } = await openConversation(desk.app, hao, conversationId)
    assert.deepEqual([agent?.id, status, waitingSince], [hao.agentId, 'open', undefined])
  })

  it('goes on in the conversation that is open, and leaves the way to answer as it was', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const said = await desk.says('bo', '你好')
    const written = await desk.conversationOf(said)
    const { person_id: personId } = await desk.app.db('conversation').where({ id: written }).first()
    await desk.app.db('identity').insert({
      person_id: personId,
      scope: 'phone',
      external_id: bo,
      proof: 'verified',
      created_at: '2026-01-01T00:00:00.000Z',
    })
    const { conversationId } = await rings(desk)
    assert.equal(conversationId, written)
    const { targets, messages } = await openConversation(desk.app, hao, written)
    assert.equal(messages.at(-1)?.kind, 'call')
    assert.equal(targets.find(({ current }) => current)?.channel?.id, desk.chat.id)
  })

  it('is drawn anew on every screen when the call goes on', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const { conversationId, messageId } = await rings(desk)
    const screen = await watch(desk.app, hao, [conversationId])
    const card = cardOf({ state: 'talking', agentId: hao.agentId, teamId: desk.team })
    await transaction(desk.app.db, (trx) => cardChanged(trx, messageId, card, now(desk)))
    await screen.check()
    const { messages } = await openConversation(desk.app, hao, conversationId)
    const { call } = messages.at(-1) ?? assert.fail()
    assert.deepEqual([call?.state, call?.agent, call?.team], ['talking', '郝医生', '皮肤'])
  })

  it('is shown to no customer', async () => {
    const desk = await openDesk(await open())
    const { identityId } = await rings(desk)
    assert.deepEqual((await customerHistory(desk.app.db, identityId)).messages, [])
  })

  it('takes up what was closed, and an agent who rings holds what nobody held', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const { conversationId } = await rings(desk)
    await close(desk.app, hao, conversationId)
    const again = await rings(desk, { direction: 'out', agentId: hao.agentId })
    assert.equal(again.conversationId, conversationId)
    const { status, agent } = await openConversation(desk.app, hao, conversationId)
    assert.deepEqual([status, agent?.id], ['open', hao.agentId])
  })

  it('goes with a caller in whom staff recognize somebody, and back', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const written = await desk.conversationOf(await desk.says('anna', '你好'))
    const { person_id: anna } = await desk.app.db('conversation').where({ id: written }).first()
    const { conversationId, identityId } = await rings(desk)
    const recognized = (personId: number | null) =>
      transaction(desk.app.db, (trx) =>
        joinCaller(trx, { identityId, personId, actor: { actor: `agent:${hao.agentId}` } }, now(desk)),
      )
    assert.equal(await recognized(anna), anna)
    const { personId } = await openConversation(desk.app, hao, conversationId)
    assert.equal(personId, anna)
    assert.equal((await openConversation(desk.app, hao, written)).status, 'closed')
    const other = await recognized(null)
    assert.notEqual(other, anna)
    assert.equal((await openConversation(desk.app, hao, conversationId)).personId, other)
  })
})

async function rings(desk: Desk, more: { direction?: 'out'; agentId?: number } = {}) {
  const { direction = 'in', agentId } = more
  const at = now(desk)
  return transaction(desk.app.db, async (trx) => {
    const identity = await callerOf(trx, { channelId: desk.post.id, number: bo, uid: 'call-1' }, at)
    const card = cardOf({ direction })
    const came = await callCame(trx, { identity, channelId: desk.post.id, agentId, card, at })
    return { ...came, identityId: identity.id }
  })
}

function waits(desk: Desk, conversationId: number) {
  return transaction(desk.app.db, (trx) => callWaits(trx, conversationId, { teamId: desk.team }, now(desk)))
}

function talks(desk: Desk, conversationId: number, agentId: number) {
  return transaction(desk.app.db, (trx) => callTaken(trx, conversationId, { agentId }, now(desk)))
}

function cardOf(more: Partial<CallCard>): CallCard {
  return {
    callId: 1,
    uid: 'call-1',
    direction: 'in',
    state: 'menu',
    purpose: 'inbound',
    number: '139****9000',
    startedAt: '2026-03-02T02:00:00.000Z',
    recordings: [],
    ...more,
  }
}

function now({ app }: Desk): string {
  return app.clock().toISOString()
}
