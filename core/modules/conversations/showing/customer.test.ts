import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { openDesk } from '../../../../test/support/desk.ts'
import { identityOf } from '../../people/index.ts'
import { close, customerHistory, markSeen, note, reply } from '../index.ts'

const day = 24 * 60 * 60 * 1000

eachDatabase('What a customer sees', ({ open }) => {
  it('is their own talk in order over all their visits, page by page, and nothing of the house', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', 'one'))
    await desk.says('bo', 'not for anna')
    await reply(desk.app, hao, id, { clientId: randomUUID(), text: 'two' })
    await note(desk.app, hao, id, { clientId: randomUUID(), text: 'secret' })
    await close(desk.app, hao, id)
    desk.pass(3 * day)
    await desk.says('anna', 'three')
    const { id: identity } = await identityOf(desk.app, desk.chat.id, 'visitor-anna')
    const whole = await customerHistory(desk.app.db, identity)
    const texts = whole.messages.map(({ text }) => text)
    assert.deepEqual(texts, ['one', 'two', 'three'])
    assert.deepEqual(
      whole.messages.map(({ order }) => order).toSorted(),
      whole.messages.map(({ order }) => order),
    )
    assert.deepEqual(whole.conversation, { status: 'queued' })
    assert.equal(whole.messages[1]?.author?.name, hao.name)
    const newest = await customerHistory(desk.app.db, identity, { limit: 2 })
    const older = await customerHistory(desk.app.db, identity, { before: newest.messages[0]?.order })
    assert.deepEqual([newest.more, older.more], [true, false])
    assert.deepEqual([...older.messages, ...newest.messages], whole.messages)
    for (const inner of ['conversation_id', 'identity', 'secret'])
      assert.ok(!JSON.stringify(whole).includes(inner))
  })

  it('tells what staff have read', async () => {
    const desk = await openDesk(await open())
    const id = await desk.conversationOf(await desk.says('anna', 'one'))
    await desk.says('anna', 'two')
    await markSeen(desk.app, desk.viewers.hao, id, 1)
    const { id: identity } = await identityOf(desk.app, desk.chat.id, 'visitor-anna')
    const { messages } = await customerHistory(desk.app.db, identity)
    assert.deepEqual(
      messages.map(({ state }) => state),
      ['read', 'sent'],
    )
  })
})
