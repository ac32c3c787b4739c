import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { type Desk, openDesk } from '../../../test/support/desk.ts'
import { transaction } from '../../platform/db/index.ts'
import { writeSetting } from '../clinic/index.ts'
import { dialing, refuseContact } from '../dialing/index.ts'
import { close, happened, openConversation, receive, reopen, reply } from '../conversations/index.ts'
import { block, identityOf } from '../people/index.ts'
import { answerRating, openRating } from './answering.ts'
import { askJob } from './asking.ts'
import { ratingNotes } from './notes.ts'
import { listPage } from './pages/list.ts'
import type { RatingSettings } from './settings.ts'

const minute = 60_000
const day = 24 * 60 * minute

eachDatabase('A question about the reception', ({ open }) => {
  const setUp = async (settings: Partial<RatingSettings> = {}) => {
    const desk = await openDesk(await open())
    desk.app.config.publicUrl = 'https://desk.example'
    desk.app.modules.push(dialing)
    desk.app.jobs.handle('rating.ask', askJob(desk.app))
    await writeSetting(desk.app.db, 'ratings', { on: true, ...settings })
    return desk
  }

  it('is asked once, some minutes after the end, over the channel that the customer wrote from last', async () => {
    const desk = await setUp()
    const id = await received(desk)
    await later(desk, 4 * minute)
    assert.deepEqual(await asked(desk, id), [])
    await later(desk, 2 * minute)
    const [question, ...more] = await asked(desk, id)
    assert.deepEqual(more, [])
    assert.equal(question?.title, '请为本次服务评分')
    assert.match(question?.url ?? '', /^https:\/\/desk\.example\/r\/[\w-]{43}$/)
    const kept = JSON.stringify(await desk.app.db('rating'))
    assert.ok(!kept.includes(tokenIn(question?.url)))
    await reopen(desk.app, desk.viewers.lin, id)
    await close(desk.app, desk.viewers.lin, id)
    await later(desk, 6 * minute)
    assert.equal((await asked(desk, id)).length, 1)
    assert.equal((await openConversation(desk.app, desk.viewers.lin, id)).status, 'closed')
  })

  it('waits for the end of a reception that goes on', async () => {
    const desk = await setUp()
    const id = await received(desk)
    await says(desk, 'anna', '还有一个问题')
    await later(desk, 6 * minute)
    assert.deepEqual(await asked(desk, id), [])
    await close(desk.app, desk.viewers.lin, id)
    await later(desk, 6 * minute)
    assert.equal((await asked(desk, id)).length, 1)
  })

  it('is in words with the address where the channel has no links', async () => {
    const desk = await setUp({ text: '您满意吗？' })
    const { lin } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', '你好'))
    await reply(desk.app, lin, id, { clientId: randomUUID(), text: '您好' })
    await close(desk.app, lin, id)
    await later(desk, 6 * minute)
    const { messages } = await openConversation(desk.app, lin, id)
    assert.match(messages.at(-1)?.text ?? '', /^您满意吗？ https:\/\/desk\.example\/r\//)
  })

  it('is not asked where it is switched off, nobody answered, or the customer may not be written to', async () => {
    const desk = await setUp({ on: false, delay: 0 })
    const { app, viewers, fans } = desk
    const off = await received(desk)
    await writeSetting(app.db, 'ratings', { on: true, delay: 0 })
    const alone = await says(desk, 'bo', '你好')
    await close(app, viewers.lin, alone)
    const left = await says(desk, 'cy', '你好')
    await reply(app, viewers.lin, left, { clientId: randomUUID(), text: '您好' })
    await happened(app, fans.id, { who: 'cy', externalId: 'left', type: 'unfollow' })
    await close(app, viewers.lin, left)
    const refuses = await says(desk, 'di', '你好')
    await reply(app, viewers.lin, refuses, { clientId: randomUUID(), text: '您好' })
    const { personId } = await identityOf(app, fans.id, 'di')
    await refuseContact(app.db, app, { personId, reason: '', source: 'agent' }, app.clock().toISOString())
    await close(app, viewers.lin, refuses)
    const blocked = await says(desk, 'ed', '你好')
    await reply(app, viewers.lin, blocked, { clientId: randomUUID(), text: '您好' })
    const ed = await identityOf(app, fans.id, 'ed')
    await block(app, viewers.lin, ed.personId, { reason: '骚扰', span: 'ever' })
    await close(app, viewers.lin, blocked)
    await later(desk, minute)
    for (const id of [off, alone, left, refuses, blocked])
      assert.deepEqual(await asked(desk, id), [], `${id}`)
  })

  it('counts against the answers that the customer still allows', async () => {
    const desk = await setUp({ delay: 0 })
    const id = await says(desk, 'anna', '你好')
    const { lin } = desk.viewers
    for (const text of ['1', '2', '3', '4', '5'])
      await reply(desk.app, lin, id, { clientId: randomUUID(), text })
    await close(desk.app, lin, id)
    await later(desk, minute)
    assert.deepEqual(await asked(desk, id), [])
    assert.equal((await desk.app.db('rating')).length, 0)
  })

  it('rests between two receptions of one customer', async () => {
    const desk = await setUp({ delay: 0, cooling: 30 })
    await received(desk)
    await later(desk, 20 * day)
    const second = await received(desk)
    await later(desk, 20 * day)
    const third = await received(desk)
    await later(desk, minute)
    assert.deepEqual([await asked(desk, second), (await asked(desk, third)).length], [[], 1])
  })
})

eachDatabase('An answer', ({ open }) => {
  const setUp = async () => {
    const desk = await openDesk(await open())
    desk.app.config.publicUrl = 'https://desk.example'
    desk.app.modules.push(dialing)
    desk.app.jobs.handle('rating.ask', askJob(desk.app))
    await writeSetting(desk.app.db, 'ratings', { on: true, delay: 0 })
    const id = await received(desk)
    await desk.app.jobs.drain()
    const [question] = await asked(desk, id)
    return { desk, id, token: tokenIn(question?.url) }
  }
  const good = { stars: 5, met: true, words: '很耐心' }
  const bad = { stars: 2, met: false, words: '' }

  it('stands in the conversation, and can be changed while the page is open', async () => {
    const { desk, id, token } = await setUp()
    const { app, viewers } = desk
    assert.equal((await answerRating(app, token, good)).state, 'open')
    await answerRating(app, token, good)
    await answerRating(app, token, { ...bad, stars: 4 })
    const lines = (await openConversation(app, viewers.lin, id)).messages.flatMap(({ event }) => event ?? [])
    const rated = lines.filter(({ key }) => key.startsWith('events.rated'))
    assert.deepEqual(
      rated.map(({ key, values }) => [key, values['stars'], values['words']]),
      [
        ['events.rated-met-words', '★★★★★', '很耐心'],
        ['events.rated-unmet-words', '★★★★☆', '很耐心'],
      ],
    )
    desk.pass(8 * day)
    assert.equal((await answerRating(app, token, good)).state, 'over')
    assert.equal((await openRating(app, `${token}x`)).state, 'gone')
    assert.equal((await app.db('rating').first('stars')).stars, 4)
  })

  it('that is low is told at once and once, and owes the customer a word', async () => {
    const { desk, id, token } = await setUp()
    const { app, viewers } = desk
    await answerRating(app, token, bad)
    await answerRating(app, token, { ...bad, words: '等太久' })
    const alerts = await app.db('alert')
    assert.deepEqual(
      alerts.map(({ kind, level, href }) => [kind, level, href]),
      [['rating.low', 'urgent', `/conversations/${id}`]],
    )
    assert.deepEqual(JSON.parse(alerts[0].data).agentIds, [viewers.lin.agentId, viewers.mei.agentId])
    const owed = await app.db('job').where({ name: 'task.add' })
    assert.equal(owed.length, 1)
    assert.partialDeepStrictEqual(JSON.parse(owed[0].payload), { kind: 'recovery', conversationId: id })
    const { personId } = await identityOf(app, desk.fans.id, 'anna')
    const [note] = await ratingNotes(app, viewers.lin, personId)
    assert.deepEqual([note?.text, note?.href], ['上次评价：★★☆☆☆“等太久”', `/conversations/${id}`])
    await answerRating(app, token, good)
    assert.deepEqual(await ratingNotes(app, viewers.lin, personId), [])
  })

  it('is one also where it is sent twice at the same moment', async () => {
    const { desk, token } = await setUp()
    await Promise.all([1, 2, 3].map(() => answerRating(desk.app, token, bad)))
    assert.equal((await desk.app.db('alert')).length, 1)
  })

  it('is counted, and listed for those who look after the reception', async () => {
    const { desk, id, token } = await setUp()
    const { app, viewers } = desk
    const other = await received(desk, 'bo')
    await app.jobs.drain()
    const page = await listPage(app, viewers.lin, {})
    assert.partialDeepStrictEqual(page.summary, { asked: 2, answered: 0, answerRate: 0 })
    assert.equal(page.summary.mean, undefined)
    await answerRating(app, token, bad)
    await answerRating(app, tokenIn((await asked(desk, other))[0]?.url), { ...good, met: null })
    const { summary, rows } = await listPage(app, viewers.lin, {})
    assert.partialDeepStrictEqual(summary, { mean: '3.5', metShare: 0, said: 1, answerRate: 100 })
    assert.deepEqual(
      rows.map(({ conversationId }) => conversationId),
      [other, id],
    )
    const low = await listPage(app, viewers.lin, { stars: 2, agent: viewers.lin.agentId })
    assert.deepEqual(
      low.rows.map(({ conversationId, text, met }) => [conversationId, text, met]),
      [[id, '★★☆☆☆', false]],
    )
    assert.equal((await listPage(app, viewers.lin, { agent: viewers.hao.agentId })).summary.asked, 0)
    await app.db('rating').where({ conversation_id: other }).update({ channel_id: desk.chat.id })
    const chat = await listPage(app, viewers.lin, { channel: desk.chat.id })
    assert.deepEqual(
      [chat.summary.asked, chat.rows.map(({ conversationId }) => conversationId)],
      [1, [other]],
    )
    assert.match(chat.here, new RegExp(`[?&]channel=${desk.chat.id}&`))
    assert.equal((await listPage(app, viewers.mei, {})).summary.asked, 0)
    await transaction(app.db, (trx) => trx('conversation').where({ id }).update({ team_id: desk.team }))
    assert.equal((await listPage(app, viewers.mei, {})).summary.answered, 1)
  })
})

/** Somebody writes to the channel that can do everything; answers the conversation. */
async function says(desk: Desk, who: string, text: string): Promise<number> {
  const message = { who, externalId: randomUUID(), text }
  return desk.conversationOf(await receive(desk.app, desk.fans, message))
}

/** A whole reception: asked, answered by lin, closed. */
async function received(desk: Desk, who = 'anna'): Promise<number> {
  const { lin } = desk.viewers
  const id = await says(desk, who, '你好')
  await reply(desk.app, lin, id, { clientId: randomUUID(), text: '您好' })
  await close(desk.app, lin, id)
  await desk.app.jobs.drain()
  return id
}

async function later(desk: Desk, milliseconds: number) {
  desk.pass(milliseconds)
  await desk.app.jobs.drain()
}

/** The links that the house sent in a conversation. */
async function asked(desk: Desk, id: number) {
  const { messages } = await openConversation(desk.app, desk.viewers.lin, id)
  return messages.flatMap(({ content }) => (content?.type === 'link' ? content : []))
}

function tokenIn(url: string | undefined): string {
  return url?.split('/').at(-1) ?? ''
}
