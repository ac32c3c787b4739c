import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import fc from 'fast-check'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { type Desk, openDesk } from '../../../../test/support/desk.ts'
import { Conflict, Forbidden, NotFound } from '../../../errors.ts'
import type { Viewer } from '../../../module.ts'
import { json } from '../../../platform/db/index.ts'
import {
  assign,
  close,
  customerConversation,
  customerHistory,
  customerMessagesById,
  findOutgoing,
  note,
  openConversation,
  reply,
} from '../index.ts'
import { agentTopic, join, giveBack, leave, takeOver, watch, whisper } from './index.ts'

eachDatabase('Supervising', ({ open }) => {
  async function haosConversation(): Promise<Desk & { id: number }> {
    const desk = await openDesk(await open())
    const id = await desk.conversationOf(await desk.says('anna', '热玛吉多少钱'))
    await assign(desk.app, desk.viewers.hao, id, { agentId: desk.viewers.hao.agentId, teamId: desk.team })
    return { ...desk, id }
  }
  const say = (text: string) => ({ clientId: randomUUID(), text })
  const keysIn = async (desk: Desk, viewer: Viewer, id: number) =>
    (await openConversation(desk.app, viewer, id)).messages.flatMap(({ event }) => event?.key ?? [])

  it('looks in and leaves no trace but in the audit log', async () => {
    const { app, viewers, id } = await haosConversation()
    const before = await traces(app.db)
    const seen = await watch(app, viewers.mei, id)
    assert.deepEqual(
      [seen.messages.map(({ text }) => text).filter(Boolean), seen.unread, seen.agent?.name],
      [['热玛吉多少钱'], 1, '郝医生'],
    )
    assert.deepEqual(await traces(app.db), before)
    assert.deepEqual(await auditedIn(app.db), ['conversation.watched'])
  })

  it('is not for agents, nor for supervisors of another team', async () => {
    const { app, viewers, id } = await haosConversation()
    const { hao, yun } = viewers
    const elsewhere: Viewer = { ...viewers.mei, agentId: yun.agentId, teamIds: [] }
    for (const work of [watch, join, takeOver, giveBack, leave]) {
      await assert.rejects(work(app, hao, id), Forbidden)
      await assert.rejects(work(app, elsewhere, id), NotFound)
    }
    await assert.rejects(whisper(app, hao, id, say('你好')), Forbidden)
    await assert.rejects(whisper(app, elsewhere, id, say('你好')), NotFound)
    assert.deepEqual(await auditedIn(app.db), [])
  })

  it('whispers to the agent at once, in a colour of its own, and marks nothing as read', async () => {
    const { app, viewers, id } = await haosConversation()
    const { mei, hao } = viewers
    const input = say('先安抚，再约面诊')
    const first = await whisper(app, mei, id, input)
    assert.equal((await whisper(app, mei, id, input)).id, first.id)
    const { messages, unread } = await openConversation(app, mei, id)
    const last = messages.at(-1)
    assert.deepEqual(
      [last?.direction, last?.whisper, last?.mentions, unread],
      ['note', true, [{ id: hao.agentId, name: '郝医生' }], 1],
    )
    const [event] = (await app.db('event').where({ type: 'agent.mentioned' })).map((row) => ({
      ...row,
      data: json.read<Record<string, unknown>>(row.data, {}),
    }))
    const topic = agentTopic(app)
    assert.equal(topic.tells(event), `agent:${hao.agentId}`)
    assert.deepEqual(
      [await topic.authorize(hao, String(hao.agentId)), await topic.authorize(mei, String(hao.agentId))],
      [true, false],
    )
    const [push] = await topic.render([event])
    assert.match(push?.html?.('zh-CN') ?? '', /梅姐 的密语：<\/strong> 先安抚，再约面诊/)
  })

  it('whispers to nobody where nobody has it', async () => {
    const { app, viewers, says, conversationOf, id } = await haosConversation()
    const free = await conversationOf(await says('bo', '在吗'))
    await assert.rejects(whisper(app, viewers.mei, free, say('接一下')), Conflict)
    const toOneself = whisper(app, { ...viewers.mei, agentId: viewers.hao.agentId }, id, say('自言自语'))
    await assert.rejects(toOneself, Conflict)
    await close(app, viewers.hao, id)
    await assert.rejects(whisper(app, viewers.mei, id, say('可惜')), Conflict)
  })

  it('joins once, answers as themselves, and the agent keeps the conversation', async () => {
    const desk = await haosConversation()
    const { app, viewers, id } = desk
    const { mei, hao } = viewers
    await join(app, mei, id)
    await join(app, mei, id)
    await reply(app, mei, id, say('您好，我是店长'))
    await leave(app, mei, id)
    await leave(app, mei, id)
    assert.equal((await openConversation(app, mei, id)).agent?.id, hao.agentId)
    assert.deepEqual((await keysIn(desk, mei, id)).slice(-2), [
      'events.supervision.joined',
      'events.supervision.left',
    ])
    assert.deepEqual(await auditedIn(app.db), ['conversation.joined', 'conversation.left'])
  })

  it('takes over and gives back, with a line each and a word to the agent', async () => {
    const desk = await haosConversation()
    const { app, viewers, id } = desk
    const { mei, hao } = viewers
    await assert.rejects(takeOver(app, mei, id, 1), Conflict)
    await takeOver(app, mei, id)
    await assert.rejects(openConversation(app, { ...hao, teamIds: [] }, id), NotFound)
    assert.equal((await openConversation(app, mei, id)).agent?.id, mei.agentId)
    await giveBack(app, mei, id)
    assert.equal((await openConversation(app, mei, id)).agent?.id, hao.agentId)
    await assert.rejects(giveBack(app, mei, id), Conflict)
    assert.deepEqual((await keysIn(desk, mei, id)).slice(-2), [
      'events.supervision.taken',
      'events.supervision.returned',
    ])
    assert.deepEqual(await auditedIn(app.db), ['conversation.taken-over', 'conversation.returned'])
    const told = await app.db('event').where({ type: 'agent.mentioned', topic: `agent:${hao.agentId}` })
    assert.equal(told.length, 2)
    const data = json.read<Record<string, unknown>>(told[0].data, {})
    const [push] = await agentTopic(app).render([{ ...told[0], data }])
    assert.match(push?.html?.('zh-CN') ?? '', /<strong>访客 \d+<\/strong> 梅姐/, 'says whose conversation')
  })

  it('never lets a customer come to see a whisper, whatever else is said', async () => {
    const desk = await haosConversation()
    const { app, viewers, id } = desk
    const { mei, hao } = viewers
    const deeds: Record<string, (text: string) => Promise<unknown>> = {
      whisper: (text) => whisper(app, mei, id, say(text)),
      note: (text) => note(app, hao, id, say(text)),
      reply: (text) => reply(app, hao, id, say(text)),
      says: (text) => desk.says('anna', text),
      join: () => join(app, mei, id),
    }
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...Object.keys(deeds)), { maxLength: 6 }), async (plan) => {
        for (const [index, name] of ['whisper', ...plan].entries())
          await deeds[name]?.(`${name}-${index}-${randomUUID()}`)
        const rows = await app.db('message').where({ conversation_id: id })
        const whispers = rows.filter(({ data }) => data.includes('"whisper":true'))
        const identities = rows.flatMap(({ identity_id }) => identity_id ?? [])
        const carried = [
          ...(await Promise.all(identities.map((each) => customerHistory(app.db, each, { limit: 100 })))),
          await customerMessagesById(
            app.db,
            rows.map((row) => row.id),
          ).then((shown) => [...shown.values()]),
          await customerConversation(app.db, identities[0]),
        ]
        const words = JSON.stringify(carried)
        assert.ok(whispers.length > 0)
        for (const { id: message, text, identity_id, channel_id, state, uid } of whispers) {
          assert.ok(!words.includes(text) && !words.includes(uid))
          assert.deepEqual([identity_id, channel_id, state], [null, null, null])
          assert.equal(await findOutgoing(app.db, message), undefined)
        }
        const sendings = await app.db('job').where({ name: 'channel.send' })
        const sent = sendings.map(
          ({ payload }) => json.read<{ messageId: number }>(payload, { messageId: 0 }).messageId,
        )
        assert.ok(whispers.every(({ id: message }) => !sent.includes(message)))
      }),
      { numRuns: 8 },
    )
  })
})

async function traces(db: Desk['app']['db']) {
  const [events, seen, drafts, messages] = [
    await db('event').count({ n: '*' }),
    await db('seen'),
    await db('draft'),
    await db('message').count({ n: '*' }),
  ]
  return { events, seen, drafts, messages }
}

async function auditedIn(db: Desk['app']['db']): Promise<string[]> {
  return db('audit').where('action', 'like', 'conversation.%').orderBy('id').pluck('action')
}
