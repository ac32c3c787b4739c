import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import sharp from 'sharp'
import { eachDatabase } from '../../../test/support/databases.ts'
import { watch } from '../../../test/support/apply.ts'
import { type Desk, openDesk } from '../../../test/support/desk.ts'
import { Conflict, Invalid } from '../../errors.ts'
import type { Content, Incoming } from '../../plugin/index.ts'
import { identityOf, personOf } from '../people/index.ts'
import {
  customerHistory,
  findOutgoing,
  listConversations,
  openConversation,
  receive,
  reply,
  searchMessages,
} from './index.ts'

const place: Content = { type: 'location', latitude: 31.2, longitude: 121.5, label: '静安区南京西路 1 号' }

eachDatabase('More than text and files', ({ open }) => {
  it('comes in without words, and is listed, shown and found', async () => {
    const desk = await openDesk(await open())
    const { lin } = desk.viewers
    const screen = await watch(desk.app, lin)
    const id = await says(desk, { content: place })
    await screen.check()
    const { messages, preview } = await openConversation(desk.app, lin, id)
    assert.deepEqual([messages[0]?.kind, messages[0]?.content], ['location', place])
    assert.equal(preview, `${desk.app.i18n.t('zh-CN', 'desk.preview.location')} 静安区南京西路 1 号`)
    const found = await searchMessages(desk.app, lin, '南京西路')
    assert.deepEqual(
      found.messages.map((message) => message.id),
      [messages[0]?.id],
    )
  })

  it('is named where we do not know how to show it', async () => {
    const desk = await openDesk(await open())
    await says(desk, { content: { type: 'unsupported', name: 'poll' } })
    const [row] = await listConversations(desk.app, { ...desk.viewers.lin, locale: 'en' }, {})
    assert.ok(row)
    assert.equal(row.preview, desk.app.i18n.t('en', 'desk.preview.unsupported'))
    const { earlier } = await personOf(desk.app, desk.viewers.lin, row.personId)
    assert.equal(earlier[0]?.preview, desk.app.i18n.t('zh-CN', 'desk.preview.unsupported'))
  })

  it('shows a picture beside its words, apart from the files, to both sides', async () => {
    const desk = await openDesk(await open())
    const { lin } = desk.viewers
    const id = await says(desk, { text: 'hello' })
    const picture = await put(desk, `agent:${lin.agentId}`)
    const content: Content = { type: 'link', title: '术后护理', url: 'https://clinic.example/care', picture }
    const sent = await reply(desk.app, lin, id, { clientId: randomUUID(), content })
    const shown = (await openConversation(desk.app, lin, id)).messages.at(-1)
    assert.deepEqual([shown?.files, shown?.picture?.uid, shown?.content], [[], picture, content])
    const { id: anna } = await identityOf(desk.app, desk.fans.id, 'anna')
    const told = (await customerHistory(desk.app.db, anna)).messages.at(-1)
    assert.deepEqual([told?.kind, told?.content, told?.files], ['link', content, []])
    const leaves = await findOutgoing(desk.app.db, sent.id)
    assert.deepEqual([leaves?.kind, leaves?.content, leaves?.files], ['link', content, []])
    const strange = { ...content, picture: await put(desk, 'agent:99') }
    const theft = reply(desk.app, lin, id, { clientId: randomUUID(), content: strange })
    await assert.rejects(theft, Invalid)
  })

  it('is the same message under the same client id, and no other', async () => {
    const desk = await openDesk(await open())
    const { lin } = desk.viewers
    const id = await says(desk, { text: 'hello' })
    const clientId = randomUUID()
    const ask = (head: string) =>
      reply(desk.app, lin, id, {
        clientId,
        content: { type: 'choices', head, items: [{ id: '1', text: '满意' }] },
      })
    assert.equal((await ask('您满意吗')).id, (await ask('您满意吗')).id)
    await assert.rejects(ask('您还好吗'), Conflict)
  })

  it('tells a channel what is answered, by the id of the provider', async () => {
    const desk = await openDesk(await open())
    await says(desk, { text: 'one', externalId: 'provider-1' })
    const id = await says(desk, { text: 'two', externalId: 'provider-2' })
    const sent = await reply(desk.app, desk.viewers.lin, id, { clientId: randomUUID(), text: 'yes' })
    assert.equal((await findOutgoing(desk.app.db, sent.id))?.answers, 'provider-2')
  })

  it('is remembered for the channel with the message, and with its repeat', async () => {
    const desk = await openDesk(await open())
    const said = { who: 'anna', externalId: '1', text: 'hello' }
    const cursor = (value: string) => receive(desk.app, desk.fans, said, { remember: { cursor: value } })
    await cursor('a')
    const first = await desk.app.db('channel_value').where({ channel_id: desk.fans.id }).first('value')
    assert.equal((await cursor('b')).repeated, true)
    const second = await desk.app.db('channel_value').where({ channel_id: desk.fans.id }).first('value')
    assert.deepEqual(
      [first, second].map(({ value }) => JSON.parse(desk.app.vault.open(value))),
      ['a', 'b'],
    )
  })
})

let count = 0

async function says(desk: Desk, words: Partial<Incoming>): Promise<number> {
  const message = { who: 'anna', externalId: String((count += 1)), ...words }
  return desk.conversationOf(await receive(desk.app, desk.fans, message))
}

async function put(desk: Desk, owner: string): Promise<string> {
  const size = { width: 40, height: 30, channels: 3, background: '#b4637a' } as const
  const data = await sharp({ create: size }).png().toBuffer()
  return (await desk.app.files.put({ owner, name: 'care.png', data })).uid
}
