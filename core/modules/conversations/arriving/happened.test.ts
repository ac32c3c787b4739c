import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { watch } from '../../../../test/support/apply.ts'
import { type Desk, openDesk } from '../../../../test/support/desk.ts'
import { Invalid } from '../../../errors.ts'
import type { Happening } from '../../../plugin/index.ts'
import { listEntries, makeEntry } from '../../entries/index.ts'
import { personOf } from '../../people/index.ts'
import { close, happened, listConversations, openConversation, receive, reply, spoke } from '../index.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }

eachDatabase('What customers do without a word', ({ open }) => {
  it('stands in their open conversation, once however often it is told', async () => {
    const desk = await openDesk(await open())
    const id = await says(desk, 'hello')
    const { hao } = desk.viewers
    const screen = await watch(desk.app, hao, [id])
    const menu = { type: 'choose', label: '预约到店', externalId: 'menu-1' } as const
    assert.deepEqual(await happens(desk, menu), { repeated: false })
    assert.deepEqual(await happens(desk, menu), { repeated: true })
    await screen.check()
    const { messages, waitingSince } = await openConversation(desk.app, hao, id)
    assert.deepEqual(
      messages.map(({ event, text }) => event ?? text),
      ['hello', { key: 'events.happened.choose-label', values: { by: '系统', label: '预约到店' } }],
    )
    assert.equal(waitingSince, messages[0]?.at)
    const line = messages[1]?.event ?? assert.fail()
    assert.equal(desk.app.i18n.t('zh-CN', line.key, line.values), '客户点击了菜单「预约到店」')
  })

  it('opens a conversation that waits to be greeted, where that is asked for', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    await happens(desk, { type: 'scan' })
    assert.deepEqual(await listConversations(desk.app, hao, {}), [])
    const screen = await watch(desk.app, hao)
    await happens(desk, { type: 'follow', opens: true })
    await screen.check()
    const [row] = await listConversations(desk.app, hao, {})
    assert.equal(row?.preview, '客户关注了账号')
    assert.equal(row.waitingSince, row.lastMessageAt)
    await happens(desk, { type: 'enter', opens: true })
    assert.equal((await listConversations(desk.app, hao, {})).length, 1)
  })

  it('can be answered at once, as far as it allows', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    await happens(desk, { type: 'follow', opens: true })
    const [row] = await listConversations(desk.app, hao, {})
    const greet = () => reply(desk.app, hao, row?.id ?? 0, { clientId: randomUUID(), text: '您好' })
    await greet()
    await greet()
    await assert.rejects(greet(), Invalid)
  })

  it('takes a closed conversation up again', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const id = await says(desk, 'hello')
    await close(desk.app, hao, id)
    await happens(desk, { type: 'scan' })
    assert.equal((await openConversation(desk.app, hao, id)).status, 'closed')
    await happens(desk, { type: 'enter', opens: true })
    const { status, waitingSince, messages } = await openConversation(desk.app, hao, id)
    assert.equal(status, 'queued')
    assert.equal(waitingSince, messages.at(-1)?.at)
  })

  it('stands first in the conversation that words open later, at its own time', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    await happens(desk, { type: 'follow' })
    assert.deepEqual(await listConversations(desk.app, hao, {}), [])
    desk.pass(60 * 60 * 1000)
    const screen = await watch(desk.app, hao)
    const id = await says(desk, '在吗')
    await screen.check()
    const { messages } = await openConversation(desk.app, hao, id)
    const lines = messages.map(({ event, text, at }) => [event?.key ?? text, at.slice(11, 16)])
    assert.deepEqual(lines, [
      ['events.happened.follow', '02:00'],
      ['在吗', '03:00'],
    ])
    const [row] = await listConversations(desk.app, hao, {})
    assert.deepEqual([row?.preview, row?.unread], ['在吗', 1])
  })

  it('says through which code somebody came, beside the conversation and the person', async () => {
    const desk = await openDesk(await open())
    const { lin } = desk.viewers
    const { code } = await poster(desk, '门诊海报', 'poster')
    await happens(desk, { type: 'follow', entry: code, opens: true })
    const [row] = await listConversations(desk.app, lin, {})
    assert.equal(row?.source?.label, '门诊海报 · 线下扫码')
    const person = await personOf(desk.app, lin, row.personId)
    assert.deepEqual(person.touch?.first, { class: 'offline', entry: '门诊海报' })
    const { messages } = await openConversation(desk.app, lin, row.id)
    assert.equal(messages[0]?.event?.key, 'events.happened.follow-entry')
  })

  it('is the source of the conversation that words open later, and counted as such', async () => {
    const desk = await openDesk(await open())
    const { code } = await poster(desk, '诊室二维码', 'room')
    await happens(desk, { type: 'scan', entry: code })
    const id = await says(desk, '你好')
    const { source } = await openConversation(desk.app, desk.viewers.lin, id)
    assert.equal(source?.label, '诊室二维码 · 线下扫码')
    const [entry] = await listEntries(desk.app, desk.fans.id)
    assert.deepEqual([entry?.scans, entry?.follows, entry?.conversations], [1, 0, 1])
    await close(desk.app, desk.viewers.lin, id)
    desk.pass(3 * 24 * 60 * 60 * 1000)
    const later = await openConversation(desk.app, desk.viewers.lin, await says(desk, '又来了'))
    assert.equal(later.source, undefined)
  })

  it('goes on with a code that nobody knows', async () => {
    const desk = await openDesk(await open())
    await happens(desk, { type: 'follow', entry: 'of-another-time', opens: true })
    const [row] = await listConversations(desk.app, desk.viewers.lin, {})
    assert.equal(row?.source, undefined)
  })

  it('marks who has left, until they do something again', async () => {
    const desk = await openDesk(await open())
    const id = await says(desk, 'hello')
    const gone = async () => (await openConversation(desk.app, desk.viewers.lin, id)).targets[0]?.gone
    await happens(desk, { type: 'unfollow' })
    assert.equal(await gone(), 'unfollow')
    await says(desk, 'here I am')
    assert.equal(await gone(), undefined)
    await happens(desk, { type: 'refuse' })
    await happens(desk, { type: 'follow' })
    assert.equal(await gone(), undefined)
  })

  it('is refused without an id', async () => {
    const desk = await openDesk(await open())
    await assert.rejects(happens(desk, { type: 'follow', externalId: '' }), Invalid)
  })
})

eachDatabase('What a channel says by itself', ({ open }) => {
  it('stands in the conversation as an automatic answer, once, and is no answer of an agent', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const id = await says(desk, 'hello')
    const screen = await watch(desk.app, hao, [id])
    const greeting = { uid: 'greeting-1', text: '您好，稍后回复您' }
    await spoke(desk.app, desk.fans.id, 'anna', greeting)
    await spoke(desk.app, desk.fans.id, 'anna', greeting)
    await screen.check()
    const { messages, waitingSince, agent, targets, preview } = await openConversation(desk.app, hao, id)
    const [said, answer, ...others] = messages
    assert.equal(preview, 'hello')
    assert.deepEqual([answer?.author.name, answer?.state, answer?.text], ['自动回复', 'sent', greeting.text])
    assert.deepEqual(others, [])
    assert.deepEqual([waitingSince, agent], [said?.at, undefined])
    assert.equal(targets[0]?.window.left, 5)
  })

  it('opens nothing for an agent to do, and is there when the customer writes', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    await spoke(desk.app, desk.fans.id, 'anna', { uid: 'greeting-1', text: '欢迎关注' })
    assert.deepEqual(await listConversations(desk.app, hao, {}), [])
    const id = await says(desk, 'hello')
    const { messages } = await openConversation(desk.app, hao, id)
    assert.deepEqual(
      messages.map(({ event, text }) => event?.key ?? text),
      ['欢迎关注', 'hello'],
    )
  })
})

let count = 0

function happens(desk: Desk, happening: Pick<Happening, 'type'> & Partial<Happening>) {
  return happened(desk.app, desk.fans.id, { who: 'anna', externalId: `h-${(count += 1)}`, ...happening })
}

async function says(desk: Desk, text: string): Promise<number> {
  const words = { who: 'anna', externalId: `m-${(count += 1)}`, text }
  return desk.conversationOf(await receive(desk.app, desk.fans, words))
}

function poster(desk: Desk, name: string, place: string) {
  desk.opened.set(desk.fans.id, {
    entries: { make: async ({ code }) => ({ url: `https://qr.example/${code}` }), codeLength: 64 },
    close: async () => {},
  })
  return makeEntry(desk.app, admin, desk.fans.id, { name, place })
}
