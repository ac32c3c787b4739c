import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { watch } from '../../../../test/support/apply.ts'
import { openDesk } from '../../../../test/support/desk.ts'
import { Conflict, Invalid } from '../../../errors.ts'
import { transaction } from '../../../platform/db/index.ts'
import {
  customerHistory,
  customerSeen,
  listConversations,
  markSeen,
  messageState,
  note,
  openConversation,
  receive,
  reply,
  retryMessage,
  saveDraft,
} from '../index.ts'

eachDatabase('Answering', ({ open }) => {
  it('takes what nobody holds, ends the waiting and throws the draft away', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', 'hello'))
    await saveDraft(desk.app, hao, id, { text: '您好，', mode: 'reply' })
    assert.equal((await openConversation(desk.app, hao, id)).draft?.text, '您好，')
    const screen = await watch(desk.app, hao, [id])
    const sent = await reply(desk.app, hao, id, { clientId: randomUUID(), text: '您好，我是小郝' })
    await screen.check()
    const { agent, waitingSince, unread, draft, messages } = await openConversation(desk.app, hao, id)
    assert.deepEqual([agent?.id, waitingSince, unread, draft], [hao.agentId, undefined, 0, undefined])
    assert.equal(sent.state, 'sent')
    assert.deepEqual(
      messages.map(({ direction, event }) => event?.key ?? direction),
      ['in', 'events.taken', 'out'],
    )
  })

  it('sends the same client id once, and refuses it with other words', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', 'hello'))
    const clientId = randomUUID()
    const [first, second] = await Promise.all([
      reply(desk.app, hao, id, { clientId, text: 'hi' }),
      reply(desk.app, hao, id, { clientId, text: 'hi' }),
    ])
    assert.equal(first.id, second.id)
    await assert.rejects(reply(desk.app, hao, id, { clientId, text: 'bye' }), Conflict)
  })

  it('warns the second of two agents who answer at once', async () => {
    const desk = await openDesk(await open())
    const { hao, lin } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', 'hello'))
    await reply(desk.app, hao, id, { clientId: randomUUID(), text: 'hi', expectedSeq: 1 })
    const late = { clientId: randomUUID(), text: 'hello', expectedSeq: 1 }
    await assert.rejects(reply(desk.app, lin, id, late), new Conflict('desk.conflict.answered'))
    await reply(desk.app, lin, id, { ...late, expectedSeq: 3 })
    await reply(desk.app, lin, id, { clientId: randomUUID(), text: 'and', expectedSeq: 3 })
  })

  it('says nothing that the channel cannot carry', async () => {
    const desk = await openDesk(await open())
    const received = await receive(desk.app, desk.post, { who: 'bo', externalId: '1', text: 'hello' })
    const id = await desk.conversationOf(received)
    const answer = (text: string) => reply(desk.app, desk.viewers.hao, id, { clientId: randomUUID(), text })
    await assert.rejects(answer('x'.repeat(601)), Invalid)
    await assert.rejects(answer(' '), Invalid)
  })

  it('shows the files of a message as they were picked, whichever was up first', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', 'hello'))
    const owner = `agent:${hao.agentId}`
    const data = Buffer.from('%PDF-1.7\n%%EOF')
    const put = (name: string) => desk.app.files.put({ owner, name, data })
    const [first, second, third] = [await put('after.pdf'), await put('before.pdf'), await put('price.pdf')]
    const files = [second.uid, third.uid, first.uid]
    await reply(desk.app, hao, id, { clientId: randomUUID(), text: '', files })
    const shown = (await openConversation(desk.app, hao, id)).messages.at(-1)?.files
    assert.deepEqual(
      shown?.map(({ uid }) => uid),
      files,
    )
  })

  it('queues what a channel has to send, and never tells less than was known', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const id = await desk.conversationOf(
      await receive(desk.app, desk.post, { who: 'bo', externalId: '1', text: 'hello' }),
    )
    const sent: number[] = []
    desk.app.jobs.handle<{ messageId: number }>('channel.send', {
      run: async ({ messageId }) => void sent.push(messageId),
    })
    const message = await reply(desk.app, hao, id, { clientId: randomUUID(), text: 'hi' })
    const become = (state: Parameters<typeof messageState>[2], reason?: string) =>
      transaction(desk.app.db, (trx) =>
        messageState(trx, message.id, state, { at: '2026-03-02T03:00:00.000Z', reason }),
      )
    const screen = await watch(desk.app, hao, [id])
    assert.equal(message.state, 'queued')
    assert.equal(await become('sending'), true)
    assert.equal(await become('failed', 'blocked'), true)
    await screen.check()
    await retryMessage(desk.app, hao, id, message.uid)
    await screen.check()
    await assert.rejects(retryMessage(desk.app, hao, id, message.uid), Conflict)
    await desk.app.jobs.drain()
    assert.deepEqual(sent, [message.id, message.id])
    assert.equal(await become('sending'), true)
    assert.equal(await become('delivered'), true)
    assert.equal(await become('sent'), false)
    assert.equal(await become('failed', 'late'), false)
    await screen.check()
  })

  it("moves the customer's marks forward, never back", async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const received = await desk.says('anna', 'hello')
    const id = await desk.conversationOf(received)
    const identity = Number(
      (await desk.app.db('message').where({ conversation_id: id }).first('identity_id')).identity_id,
    )
    const one = await reply(desk.app, hao, id, { clientId: randomUUID(), text: 'one' })
    const two = await reply(desk.app, hao, id, { clientId: randomUUID(), text: 'two' })
    const screen = await watch(desk.app, hao, [id])
    await customerSeen(desk.app, identity, two.uid, true)
    await customerSeen(desk.app, identity, one.uid, false)
    await customerSeen(desk.app, identity, 'not-theirs', true)
    await screen.check()
    const { messages, seenSeq } = await openConversation(desk.app, hao, id)
    assert.deepEqual(
      messages.flatMap(({ state }) => state ?? []),
      ['read', 'read'],
    )
    assert.equal(seenSeq, two.seq)
  })

  it('counts what the agent has not read, for each of them', async () => {
    const desk = await openDesk(await open())
    const { hao, lin } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', 'one'))
    await desk.says('anna', 'two')
    const screen = await watch(desk.app, hao, [id])
    await markSeen(desk.app, hao, id, 1)
    await screen.check()
    await markSeen(desk.app, hao, id, 99)
    await markSeen(desk.app, hao, id, 1)
    await screen.check()
    const unread = async (viewer: typeof hao) => (await listConversations(desk.app, viewer, {}))[0]?.unread
    assert.deepEqual([await unread(hao), await unread(lin)], [0, 2])
  })

  it('tells those who are mentioned in a note, and never the customer', async () => {
    const desk = await openDesk(await open())
    const { hao, mei } = desk.viewers
    const received = await desk.says('anna', 'hello')
    const id = await desk.conversationOf(received)
    const screen = await watch(desk.app, mei, [id])
    await note(desk.app, hao, id, { clientId: randomUUID(), text: '@梅姐 秘密折扣', mentions: [mei.agentId] })
    await screen.check()
    assert.deepEqual(
      (await listConversations(desk.app, mei, { view: 'mentions' })).map((row) => row.id),
      [id],
    )
    assert.deepEqual(await listConversations(desk.app, hao, { view: 'mentions' }), [])
    const identity = Number(
      (await desk.app.db('message').where({ conversation_id: id }).first('identity_id')).identity_id,
    )
    const history = await customerHistory(desk.app.db, identity)
    assert.deepEqual(
      history.messages.map(({ text }) => text),
      ['hello'],
    )
  })
})
