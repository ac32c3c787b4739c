import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { watch } from '../../../../test/support/apply.ts'
import { openDesk } from '../../../../test/support/desk.ts'
import { Conflict, Forbidden, Invalid, NotFound } from '../../../errors.ts'
import { transaction } from '../../../platform/db/index.ts'
import { give } from './giving.ts'
import { releaseJob } from './handling.ts'
import { personOf, rename, tag } from '../../people/index.ts'
import {
  assign,
  close,
  countViews,
  listConversations,
  markSeen,
  messagesOf,
  note,
  openConversation,
  receive,
  reopen,
  reply,
  saveDraft,
  searchMessages,
  snooze,
} from '../index.ts'

eachDatabase('Handling', ({ open }) => {
  it('shows a hand-over to everybody whose list it changes', async () => {
    const desk = await openDesk(await open())
    const { lin, mei, hao, yun } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', 'hello'))
    await desk.says('bo', 'hello')
    const screens = await Promise.all([lin, mei, hao, yun].map((viewer) => watch(desk.app, viewer, [id])))
    const check = async () => {
      for (const screen of screens) await screen.check()
    }
    await assign(desk.app, lin, id, { teamId: desk.team, note: '熟客，注意过敏史' })
    await check()
    await assign(desk.app, lin, id, { agentId: hao.agentId })
    await check()
    await assign(desk.app, hao, id, { agentId: yun.agentId, teamId: null })
    await check()
    await assign(desk.app, lin, id, { agentId: null })
    await check()
    await close(desk.app, yun, id)
    await check()
    await reopen(desk.app, yun, id)
    await check()
    const { messages } = await messagesOf(desk.app, lin, id)
    assert.deepEqual(
      messages.map(({ event, text }) => event?.key ?? text),
      [
        'hello',
        'events.assigned-team',
        '熟客，注意过敏史',
        'events.assigned',
        'events.assigned',
        'events.unassigned',
        'events.closed',
        'events.reopened',
      ],
    )
    assert.equal(messages[3]?.event?.values['agent'], '郝医生')
  })

  it('lets the first of two hand-overs win', async () => {
    const desk = await openDesk(await open())
    const { lin, hao, yun } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', 'hello'))
    const { version } = await openConversation(desk.app, lin, id)
    const results = await Promise.allSettled([
      assign(desk.app, lin, id, { agentId: hao.agentId, version }),
      assign(desk.app, lin, id, { agentId: yun.agentId, version }),
    ])
    const lost = results.filter((result) => result.status === 'rejected')
    assert.equal(lost.length, 1)
    assert.ok(lost[0]?.reason instanceof Conflict)
  })

  it('lets agents pass on what is theirs alone, and only to whom there is', async () => {
    const desk = await openDesk(await open())
    const { lin, mei, hao, yun } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', 'hello'))
    await assign(desk.app, lin, id, { agentId: yun.agentId, teamId: desk.team })
    await assert.rejects(assign(desk.app, hao, id, { agentId: hao.agentId }), NotFound)
    await assert.rejects(assign(desk.app, yun, id, { agentId: 999 }), Invalid)
    await assign(desk.app, mei, id, { agentId: hao.agentId })
    const without = { ...lin, permissions: new Set<string>() }
    await assert.rejects(assign(desk.app, without, id, { agentId: null }), Forbidden)
  })

  it('brings a snoozed conversation back when it is time, once', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', 'hello'))
    const screen = await watch(desk.app, hao, [id])
    await snooze(desk.app, hao, id, '2026-03-02T04:00:00.000Z')
    await snooze(desk.app, hao, id, '2026-03-02T05:00:00.000Z')
    await screen.check()
    assert.equal((await countViews(desk.app, hao)).snoozed, 1)
    desk.pass(2.5 * 60 * 60 * 1000)
    await desk.app.jobs.drain()
    assert.equal((await openConversation(desk.app, hao, id)).status, 'snoozed')
    desk.pass(60 * 60 * 1000)
    await desk.app.jobs.drain()
    assert.equal((await openConversation(desk.app, hao, id)).status, 'queued')
    await screen.check()
    await assert.rejects(snooze(desk.app, hao, id, '2020-01-01T00:00:00.000Z'), Invalid)
  })

  it('shows a new name everywhere', async () => {
    const desk = await openDesk(await open())
    const { hao } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', 'hello'))
    const screen = await watch(desk.app, hao, [id])
    const { personId, name } = await openConversation(desk.app, hao, id)
    assert.equal(name, `访客 ${personId}`)
    await rename(desk.app, hao, personId, '王安娜')
    await screen.check()
    assert.equal((await openConversation(desk.app, hao, id)).initials, '安娜')
  })

  it('puts who waits first, by priority and then by how long, page by page', async () => {
    const desk = await openDesk(await open())
    const { lin, hao } = desk.viewers
    const first = await desk.conversationOf(await desk.says('anna', 'hello'))
    const second = await desk.conversationOf(await desk.says('bo', 'hello'))
    const urgent = await desk.conversationOf(
      await receive(desk.app, desk.fans, { who: 'cai', externalId: '007', text: 'hello' }),
    )
    await desk.says('anna', 'still here')
    const page = (before?: string) => listConversations(desk.app, lin, { view: 'all', limit: 1, before })
    const inOrder = async () => {
      const ids: number[] = []
      for (let [row] = await page(); row && ids.length < 9; [row] = await page(row.cursor)) ids.push(row.id)
      return ids
    }
    assert.deepEqual(await inOrder(), [first, second, urgent])
    const screen = await watch(desk.app, lin)
    const rule = { conversationId: urgent, agentId: null, teamId: null, priority: 2 }
    await transaction(desk.app.db, (trx) => give(trx, [rule], desk.app.clock().toISOString()))
    await screen.check()
    assert.deepEqual(await inOrder(), [urgent, first, second])
    await reply(desk.app, hao, urgent, { clientId: randomUUID(), text: 'hi' })
    assert.deepEqual(await inOrder(), [first, second, urgent])
    assert.deepEqual(await countViews(desk.app, hao), {
      unassigned: 2,
      mine: 1,
      all: 3,
      snoozed: 0,
      mentions: 0,
    })
  })

  it('keeps a conversation from those whose it is not', async () => {
    const desk = await openDesk(await open())
    const { lin, hao, yun, mei } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', '我想做光子嫩肤'))
    const { personId } = await openConversation(desk.app, lin, id)
    await assign(desk.app, lin, id, { agentId: hao.agentId, teamId: desk.team })
    const clientId = randomUUID()
    const attempts = [
      () => openConversation(desk.app, yun, id),
      () => messagesOf(desk.app, yun, id),
      () => reply(desk.app, yun, id, { clientId, text: 'x' }),
      () => note(desk.app, yun, id, { clientId, text: 'x' }),
      () => assign(desk.app, yun, id, { agentId: yun.agentId }),
      () => close(desk.app, yun, id),
      () => reopen(desk.app, yun, id),
      () => snooze(desk.app, yun, id, '2026-04-01T00:00:00.000Z'),
      () => markSeen(desk.app, yun, id, 1),
      () => saveDraft(desk.app, yun, id, { text: 'x', mode: 'reply' }),
      () => personOf(desk.app, yun, personId),
      () => rename(desk.app, yun, personId, 'x'),
      () => tag(desk.app, yun, personId, 'x'),
    ]
    for (const attempt of attempts) await assert.rejects(attempt(), NotFound)
    assert.deepEqual(await listConversations(desk.app, yun, { view: 'all' }), [])
    assert.deepEqual(await listConversations(desk.app, yun, { query: '光子' }), [])
    assert.deepEqual((await searchMessages(desk.app, yun, '光子')).messages, [])
    assert.equal((await openConversation(desk.app, mei, id)).id, id)
    assert.equal((await searchMessages(desk.app, mei, '光子')).messages.length, 1)
  })

  it('puts what a disabled agent had back into the queue, for everybody to see', async () => {
    const desk = await openDesk(await open())
    const { lin, hao } = desk.viewers
    const id = await desk.conversationOf(await desk.says('anna', 'hello'))
    await assign(desk.app, lin, id, { agentId: hao.agentId })
    const screen = await watch(desk.app, lin, [id])
    await releaseJob(desk.app).run(
      { agentId: hao.agentId },
      { attempt: 1, signal: new AbortController().signal },
    )
    await screen.check()
    const [row] = await listConversations(desk.app, lin, { view: 'unassigned' })
    assert.equal(row?.id, id)
  })
})
