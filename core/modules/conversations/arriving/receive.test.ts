import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { watch } from '../../../../test/support/apply.ts'
import { openDesk } from '../../../../test/support/desk.ts'
import { Conflict, Invalid } from '../../../errors.ts'
import { assign, close, listConversations, messagesOf, openConversation, receive, snooze } from '../index.ts'

const day = 24 * 60 * 60 * 1000

eachDatabase('Receiving', ({ open }) => {
  it('opens one conversation for a visitor, whom nobody has to know', async () => {
    const desk = await openDesk(await open())
    const screen = await watch(desk.app, desk.viewers.hao)
    const { message, repeated } = await desk.says('anna', '你好，想咨询皮肤管理')
    await desk.says('anna', '在吗')
    const [row, ...others] = await listConversations(desk.app, desk.viewers.hao, {})
    assert.equal(repeated, false)
    assert.equal(message.from, 'customer')
    assert.deepEqual(others, [])
    assert.equal(row?.preview, '在吗')
    assert.equal(row.unread, 2)
    assert.equal(row.waitingSince, message.at)
    await screen.check()
  })

  it('takes the same uid for the same message, and refuses it with other words', async () => {
    const desk = await openDesk(await open())
    const uid = randomUUID()
    const first = await desk.says('anna', 'hello', { uid })
    const again = await desk.says('anna', 'hello', { uid })
    assert.deepEqual(again.message, first.message)
    assert.equal(again.repeated, true)
    await assert.rejects(desk.says('anna', 'goodbye', { uid }), Conflict)
    await desk.says('bo', 'the same uid of another visitor', { uid })
    assert.equal(await count(desk), 2)
  })

  it("takes the same provider's id for the same message", async () => {
    const desk = await openDesk(await open())
    const send = () => receive(desk.app, desk.post, { who: 'anna', externalId: '007', text: 'hi' })
    const [first, second] = await Promise.all([send(), send()])
    const third = await send()
    assert.deepEqual([first?.repeated, second?.repeated, third.repeated], [false, true, true])
    assert.equal(third.message.uid, first?.message.uid)
    assert.equal(await count(desk), 1)
  })

  it('stores what arrives together in order, without letting one bad message spoil the others', async () => {
    const desk = await openDesk(await open())
    const uid = randomUUID()
    const results = await Promise.allSettled([
      desk.says('anna', 'one', { uid }),
      desk.says('anna', 'two'),
      desk.says('anna', 'other words', { uid }),
      desk.says('bo', 'with a file that is not mine', { files: ['nobody-has-this-file'] }),
      desk.says('bo', 'three'),
    ])
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'rejected', 'rejected', 'fulfilled'],
    )
    const id = await desk.conversationOf(await desk.says('anna', 'three'))
    const { messages } = await messagesOf(desk.app, desk.viewers.lin, id)
    assert.deepEqual(
      messages.map(({ text, seq }) => [seq, text]),
      [
        [1, 'one'],
        [2, 'two'],
        [3, 'three'],
      ],
    )
  })

  it('takes hundreds of strangers at once', async () => {
    const desk = await openDesk(await open())
    const names = Array.from({ length: 600 }, (_, index) => `visitor-${index}`)
    await Promise.all(
      names.map((who) => receive(desk.app, desk.chat, { who, uid: randomUUID(), text: `我是${who}` })),
    )
    assert.equal(await count(desk), 600)
    const rows = await listConversations(desk.app, desk.viewers.lin, { limit: 200 })
    assert.equal(new Set(rows.map(({ personId }) => personId)).size, 200)
  })

  it('goes on with a conversation closed today, and opens a new one after a day', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', 'hello'))
    await assign(desk.app, hao, id, { agentId: hao.agentId })
    const screen = await watch(desk.app, hao, [id])
    await close(desk.app, hao, id)
    await screen.check()
    desk.pass(day / 2)
    assert.equal(await desk.conversationOf(await desk.says('anna', 'one more thing')), id)
    await screen.check()
    const { status, agent } = await openConversation(desk.app, hao, id)
    assert.deepEqual([status, agent?.id], ['open', hao.agentId])
    await close(desk.app, hao, id)
    desk.pass(2 * day)
    assert.notEqual(await desk.conversationOf(await desk.says('anna', 'next visit')), id)
    await screen.check()
  })

  it('wakes what was snoozed', async () => {
    const desk = await openDesk(await open())
    const id = await desk.conversationOf(await desk.says('anna', 'hello'))
    await snooze(desk.app, desk.viewers.hao, id, '2026-04-01T00:00:00.000Z')
    const screen = await watch(desk.app, desk.viewers.hao, [id])
    await desk.says('anna', 'still there?')
    assert.equal((await openConversation(desk.app, desk.viewers.hao, id)).status, 'queued')
    await screen.check()
  })

  it('refuses empty messages and keeps hostile text as text', async () => {
    const desk = await openDesk(await open())
    await assert.rejects(desk.says('anna', '  '), Invalid)
    const { message } = await desk.says('anna', '<img src=x onerror=alert(1)>\0\ud800')
    assert.equal(message.text, '<img src=x onerror=alert(1)>\ufffd')
  })
})

async function count({ app }: Awaited<ReturnType<typeof openDesk>>): Promise<number> {
  const row = await app.db('message').where({ direction: 'in' }).count({ count: '*' }).first()
  return Number(row?.count)
}
