import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { openDesk } from '../../../../test/support/desk.ts'
import { rename, tag } from '../../people/index.ts'
import { introduce, listConversations, note, openConversation, searchMessages } from '../index.ts'

eachDatabase('Searching', ({ open }) => {
  it('finds two-character Chinese words, single characters and beginnings of words', async () => {
    const desk = await openDesk(await open())
    const { lin } = desk.viewers
    await desk.says('anna', '我脸上长了痘痘，想做光子嫩肤')
    await desk.says('bo', 'How much is Botox?')
    const texts = async (query: string) =>
      (await searchMessages(desk.app, lin, query)).messages.map(({ text }) => text.slice(0, 3))
    assert.deepEqual(await texts('嫩肤'), ['我脸上'])
    assert.deepEqual(await texts('肤'), ['我脸上'])
    assert.deepEqual(await texts('痘'), ['我脸上'])
    assert.deepEqual(await texts('光子 痘痘'), ['我脸上'])
    assert.deepEqual(await texts('肤嫩'), [])
    assert.deepEqual(await texts('BOT'), ['How'])
    assert.deepEqual(await texts('otox'), [])
    assert.deepEqual(await texts(`"' * ( ) : & | ! <-> NEAR AND`), [])
    assert.deepEqual(await texts('…'), [])
  })

  it('goes through what it finds page by page, newest first', async () => {
    const desk = await openDesk(await open())
    for (let index = 1; index <= 5; index += 1) await desk.says('anna', `第${index}次咨询`)
    const first = await searchMessages(desk.app, desk.viewers.lin, '咨询', { limit: 2 })
    const second = await searchMessages(desk.app, desk.viewers.lin, '咨询', { limit: 3, before: first.next })
    assert.deepEqual(
      [...first.messages, ...second.messages].map(({ seq }) => seq),
      [5, 4, 3, 2, 1],
    )
    assert.equal(second.next, undefined)
  })

  it('finds people by name, tag and note, and by a part of a number with leave alone', async () => {
    const desk = await openDesk(await open())
    const { mei, hao } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', 'hello'))
    await desk.says('bo', 'hi')
    const { personId } = await openConversation(desk.app, hao, id)
    const identity = await desk.app.db('identity').where({ person_id: personId }).first('id')
    await rename(desk.app, hao, personId, '王安娜')
    await tag(desk.app, hao, personId, 'VIP客户')
    await introduce(desk.app, identity.id, { phone: '138 1234 5678', proof: 'claimed' })
    await note(desk.app, hao, id, { clientId: randomUUID(), text: '对利多卡因过敏' })
    const found = async (viewer: typeof hao, query: string) =>
      (await listConversations(desk.app, viewer, { query })).map((row) => row.id)
    for (const query of ['安娜', 'vip', '利多', '13812345678', '+86 138-1234-5678', 'hello']) {
      assert.deepEqual(await found(hao, query), [id], query)
    }
    assert.deepEqual(await found(hao, '5678'), [])
    assert.deepEqual(await found(mei, '5678'), [id])
    assert.deepEqual(await found(mei, '%'), [])
  })
})
