import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { watch } from '../../../../test/support/apply.ts'
import { type Desk, openDesk } from '../../../../test/support/desk.ts'
import { Conflict, Invalid, NotFound } from '../../../errors.ts'
import type { Notice } from '../../../plugin/index.ts'
import { identityOf } from '../../people/index.ts'
import {
  assign,
  customerHistory,
  introduce,
  listConversations,
  openConversation,
  receive,
  reply,
} from '../index.ts'
import { noticesFor } from '../answering/notices.ts'
import type { Reply } from '../answering/replying.ts'

const thread = { url: 'https://site.example/1', title: '假期热玛吉活动' }

eachDatabase('Ways to answer', ({ open }) => {
  it('are all identities of the person, the one they wrote from last first, and their numbers', async () => {
    const desk = await openDesk(await open())
    const { lin } = desk.viewers
    const id = await joined(desk)
    await introduce(desk.app, (await annaOn(desk, 'fans')).id, { phone: '13812345678', proof: 'claimed' })
    const shown = (await waysToAnswer(desk, id)).map((target) => {
      const { channel, label, current, available, window } = target
      return [channel?.name, label, current, available, window.open]
    })
    assert.deepEqual(shown, [
      ['fans', 'fans', true, true, true],
      ['chat', 'chat', false, true, true],
      [undefined, '138****5678', false, false, false],
    ])
    const { can, targets } = await openConversation(desk.app, lin, id)
    assert.equal(can.card, true)
    assert.equal(targets.length, 3)
    await assert.rejects(waysToAnswer(desk, 99), NotFound)
  })

  it('lose an account that is deleted, and wait for one that is switched off', async () => {
    const desk = await openDesk(await open())
    const id = await joined(desk)
    await desk.app.db('channel').where({ id: desk.fans.id }).update({ state: 'refused' })
    const available = async () => (await waysToAnswer(desk, id)).map((each) => each.available)
    assert.deepEqual(await available(), [false, true])
    await desk.app.db('channel').where({ id: desk.fans.id }).update({ deleted: 1 })
    assert.deepEqual(await available(), [true])
  })

  it('let an agent go on elsewhere when the window is closed', async () => {
    const desk = await openDesk(await open())
    const id = await joined(desk)
    desk.pass(72 * 60 * 60 * 1000)
    const closed = answer(desk, id, { text: 'late' })
    await assert.rejects(closed, refusal('identityId', 'desk.refused.window'))
    const other = (await waysToAnswer(desk, id)).find(({ window }) => window.open)
    const sent = await answer(desk, id, { text: 'late', identityId: other?.identityId })
    assert.equal(sent.channelId, desk.chat.id)
    const bo = await identityOf(desk.app, desk.fans.id, 'bo')
    await assert.rejects(answer(desk, id, { text: 'x', identityId: bo.id }), Invalid)
  })
})

eachDatabase('What anybody can read', ({ open }) => {
  it('is marked as such, and answered only by who has confirmed it', async () => {
    const desk = await openDesk(await open())
    const { lin } = desk.viewers
    const id = await comments(desk)
    const screen = await watch(desk.app, lin, [id])
    const { messages, targets, ...row } = await openConversation(desk.app, lin, id)
    assert.deepEqual([row.public, messages[0]?.public, messages[0]?.thread], [true, true, thread])
    assert.deepEqual([targets[0]?.public, targets[0]?.thread, targets[0]?.window.left], [true, thread, 1])
    await assert.rejects(answer(desk, id, { text: '谢谢' }), refusal('identityId', 'desk.refused.public'))
    assert.equal((await waysToAnswer(desk, id))[0]?.window.left, 1)
    const { uid } = await answer(desk, id, { text: '谢谢', confirmedPublic: true })
    await screen.check()
    const said = (await openConversation(desk.app, lin, id)).messages.at(-1)
    assert.deepEqual([said?.uid, said?.public], [uid, true])
    const [record, ...others] = await desk.app.db('audit').where({ action: 'message.public' })
    assert.deepEqual([record.actor, others.length], [`agent:${lin.agentId}`, 0])
  })

  it('leads nowhere but to the web', async () => {
    const desk = await openDesk(await open())
    const evil = { url: 'javascript:alert(1)', title: '点我' }
    const words = { who: 'public:bo', externalId: 'evil', text: 'look', public: evil }
    const id = await desk.conversationOf(await receive(desk.app, desk.fans, words))
    const { messages } = await openConversation(desk.app, desk.viewers.lin, id)
    assert.deepEqual(messages[0]?.thread, { title: '点我' })
  })

  it('is of the same person by a proven subject, and never in their private history', async () => {
    const desk = await openDesk(await open())
    const id = await comments(desk)
    const anna = await annaOn(desk, 'fans')
    const post = await identityOf(desk.app, desk.fans.id, 'public:anna')
    await introduce(desk.app, post.id, { subject: 'site:anna', proof: 'verified' })
    await says(desk, 'fans', 'private words')
    await introduce(desk.app, anna.id, { subject: 'site:anna', proof: 'verified' })
    const ways = await waysToAnswer(desk, id)
    assert.deepEqual(
      ways.map((each) => each.public),
      [true, false],
    )
    const texts = async (identity: number) =>
      (await customerHistory(desk.app.db, identity)).messages.map(({ text }) => text)
    assert.deepEqual(await texts(anna.id), ['private words'])
    assert.deepEqual(await texts(post.id), ['多少钱'])
  })
})

eachDatabase('A proven subject', ({ open }) => {
  it('joins nobody where it is only claimed, and contradicts no other proof', async () => {
    const desk = await openDesk(await open())
    await says(desk, 'fans', 'hello')
    await says(desk, 'chat', 'hello')
    const [fan, guest] = [await annaOn(desk, 'fans'), await annaOn(desk, 'chat')]
    await introduce(desk.app, fan.id, { subject: 'site:1', proof: 'verified' })
    await introduce(desk.app, guest.id, { subject: 'site:1', proof: 'claimed' })
    assert.notEqual((await annaOn(desk, 'chat')).personId, fan.personId)
    await introduce(desk.app, guest.id, { subject: 'site:2', proof: 'verified' })
    const other = introduce(desk.app, guest.id, { subject: 'site:1', proof: 'verified' })
    await assert.rejects(other, Conflict)
    assert.notEqual((await annaOn(desk, 'chat')).personId, fan.personId)
  })

  it('does not join two whom the clinic knows as different customers', async () => {
    const desk = await openDesk(await open())
    const [anna, bo] = [await annaOn(desk, 'chat'), await identityOf(desk.app, desk.chat.id, 'bo')]
    await introduce(desk.app, anna.id, { externalId: 'C-1', subject: 'site:1', proof: 'verified' })
    const lie = { externalId: 'C-2', subject: 'site:1', proof: 'verified' } as const
    await assert.rejects(introduce(desk.app, bo.id, lie), Conflict)
    assert.equal((await identityOf(desk.app, desk.chat.id, 'bo')).subject, null)
  })
})

const notice: Notice = {
  template: 'visit',
  title: '到店提醒',
  text: '您预约的{{time}}即将开始，请到{{place}}',
  fields: [
    { key: 'time', label: '时间' },
    { key: 'place', label: '地点' },
  ],
}

eachDatabase('Notices', ({ open }) => {
  it('are sent when the window is closed, in the words that the provider approved', async () => {
    const desk = await openDesk(await open())
    const { lin } = desk.viewers
    const id = await withNotices(desk)
    desk.pass(72 * 60 * 60 * 1000)
    const [target] = await waysToAnswer(desk, id)
    assert.deepEqual([target?.window, target?.notices], [{ open: false }, true])
    assert.deepEqual(await noticesFor(desk.app, lin, id, target?.identityId), [notice])
    const sent = await answer(desk, id, { content: filled({ time: '明天 10:00', place: '一楼前台' }) })
    assert.equal(sent.kind, 'notice')
    assert.equal(sent.text, '您预约的明天 10:00即将开始，请到一楼前台')
    assert.deepEqual(sent.data.content, {
      type: 'notice',
      template: 'visit',
      title: '到店提醒',
      values: [
        { key: 'time', label: '时间', value: '明天 10:00' },
        { key: 'place', label: '地点', value: '一楼前台' },
      ],
    })
    const [row] = await listConversations(desk.app, lin, { view: 'mine' })
    assert.equal(row?.preview, `${desk.app.i18n.t('zh-CN', 'desk.preview.notice')} 到店提醒`)
  })

  it('take nothing from an open window', async () => {
    const desk = await openDesk(await open())
    const id = await withNotices(desk)
    await answer(desk, id, { content: filled({ time: '明天', place: '前台' }) })
    assert.equal((await waysToAnswer(desk, id))[0]?.window.left, 5)
  })

  it('are refused field by field, by us and by the rules of the channel', async () => {
    const desk = await openDesk(await open())
    const id = await withNotices(desk)
    const send = (values: Record<string, string>) => answer(desk, id, { content: filled(values) })
    await assert.rejects(send({ time: '明天' }), refusal('values.place', 'errors.fault.required'))
    await assert.rejects(
      send({ time: '明天', place: 'x'.repeat(21) }),
      refusal('values.place', 'test:too-long'),
    )
    const unknown = { ...filled({}), template: 'other' }
    await assert.rejects(answer(desk, id, { content: unknown }), refusal('content', 'desk.refused.notice'))
    const chat = await desk.conversationOf(await desk.says('bo', 'hello'))
    await assert.rejects(
      answer(desk, chat, { content: filled({}) }),
      refusal('content', 'desk.refused.notice'),
    )
    assert.deepEqual(await noticesFor(desk.app, desk.viewers.lin, chat, undefined), [])
  })

  it('are not told to who may not see the conversation', async () => {
    const desk = await openDesk(await open())
    const id = await withNotices(desk)
    await assign(desk.app, desk.viewers.lin, id, { agentId: desk.viewers.hao.agentId, teamId: desk.team })
    await assert.rejects(noticesFor(desk.app, desk.viewers.yun, id, undefined), NotFound)
  })
})

let count = 0

async function says(desk: Desk, channel: 'fans' | 'chat', text: string): Promise<number> {
  const words = { who: 'anna', externalId: String((count += 1)), text }
  return desk.conversationOf(await receive(desk.app, desk[channel], words))
}

/** Anna writes in the web chat and then on the other channel, and is proven to be one. */
async function joined(desk: Desk): Promise<number> {
  await says(desk, 'chat', 'hello')
  await introduce(desk.app, (await annaOn(desk, 'chat')).id, { subject: 'site:anna', proof: 'verified' })
  await introduce(desk.app, (await annaOn(desk, 'fans')).id, { subject: 'site:anna', proof: 'verified' })
  return says(desk, 'fans', 'and here')
}

async function comments(desk: Desk): Promise<number> {
  const words = { who: 'public:anna', externalId: String((count += 1)), text: '多少钱', public: thread }
  return desk.conversationOf(await receive(desk.app, desk.fans, { ...words, doing: 'mention' }))
}

async function withNotices(desk: Desk): Promise<number> {
  desk.opened.set(desk.fans.id, {
    notices: {
      list: async () => [notice],
      check: (_, values) =>
        Object.fromEntries(
          values.filter(({ value }) => value.length > 20).map(({ key }) => [key, 'test:too-long']),
        ),
    },
    close: async () => {},
  })
  return says(desk, 'fans', 'hello')
}

function filled(values: Record<string, string>) {
  const list = Object.entries(values).map(([key, value]) => ({ key, label: 'as the browser says', value }))
  return { type: 'notice' as const, template: 'visit', title: 'as the browser says', values: list }
}

function annaOn(desk: Desk, channel: 'fans' | 'chat') {
  return identityOf(desk.app, desk[channel].id, 'anna')
}

function answer(desk: Desk, id: number, words: Partial<Reply>) {
  return reply(desk.app, desk.viewers.lin, id, { clientId: randomUUID(), ...words })
}

function refusal(field: string, message: string) {
  return (error: unknown) =>
    error instanceof Invalid &&
    error.faults.some((fault) => fault.field === field && fault.message === message)
}

async function waysToAnswer({ app, viewers }: Desk, id: number) {
  return (await openConversation(app, viewers.lin, id)).targets
}
