import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { type Desk, openDesk } from '../../../test/support/desk.ts'
import { assign, close, listConversations, reopen, reply, snooze } from '../conversations/index.ts'
import { timerDefaults, type TimerSettings } from './level.ts'
import { timers } from './index.ts'
import { addLevel, saveTimerSettings } from './settings.ts'
import { listLost, lostBy, type Of } from './store/lost.ts'
import { countsBy } from './store/report.ts'
import { lookJob } from './watching.ts'

const lin = { actor: 'agent:1' }
const second = 1000

eachDatabase('Time limits', ({ open }) => {
  let desk: Desk
  beforeEach(async () => {
    desk = await openDesk(await open())
    desk.app.modules.push(timers)
    for (const [name, handler] of Object.entries(timers.jobs?.(desk.app) ?? {}))
      desk.app.jobs.handle(name, handler)
    await measure()
  })

  const measure = (change: Partial<TimerSettings> = {}) =>
    saveTimerSettings(desk.app, lin, { ...timerDefaults, on: true, ...change })
  const drain = () => desk.app.jobs.drain()
  const later = async (seconds: number) => {
    desk.pass(seconds * second)
    await drain()
  }
  const says = async (text = '你好') => {
    const id = await desk.conversationOf(await desk.says('anna', text))
    await drain()
    return id
  }
  const answer = async (id: number) => {
    await reply(desk.app, desk.viewers.hao, id, { clientId: randomUUID(), text: '您好' })
    await drain()
  }
  const told = async () => {
    const rows: { kind: string; level: string; data: string; href: string }[] = await desk.app
      .db('alert')
      .orderBy('id')
    return rows.map(({ kind, level, data, href }) => ({ kind, level, href, ...JSON.parse(data) }))
  }
  const clocks = async () => {
    type Row = { kind: string; outcome: string | null; agent_id: number | null; breached_at: string | null }
    const rows: Row[] = await desk.app.db('timer').orderBy('id')
    return rows
  }
  const limitIn = async (id: number) =>
    (await listConversations(desk.app, desk.viewers.lin, { view: 'all' })).find((row) => row.id === id)?.limit

  it('are counted from the first word of a customer until somebody answers', async () => {
    const id = await says()
    const limit = await limitIn(id)
    assert.equal(limit?.kind, 'first')
    await later(30)
    await answer(id)
    assert.equal(await limitIn(id), undefined)
    await later(600)
    const [clock] = await clocks()
    assert.equal(clock?.outcome, 'done')
    assert.equal(clock?.agent_id, desk.viewers.hao.agentId)
    assert.deepEqual(await told(), [])
  })

  it('measure each further wait anew, once for all that is said in it', async () => {
    const id = await says()
    await answer(id)
    await says('在吗')
    await says('还在吗')
    await later(10)
    await answer(id)
    assert.deepEqual(
      (await clocks()).map(({ kind, outcome }) => [kind, outcome]),
      [
        ['first', 'done'],
        ['next', 'done'],
      ],
    )
  })

  it('warn whoever has it, then tell who looks after them, then the owners', async () => {
    const id = await says()
    await assign(desk.app, desk.viewers.lin, id, { agentId: desk.viewers.hao.agentId, teamId: desk.team })
    await drain()
    await later(50)
    await later(10)
    await later(600)
    const { lin: owner, mei, hao } = desk.viewers
    assert.deepEqual(
      (await told()).map(({ kind, agentIds }) => [kind, agentIds]),
      [
        ['timer.warning', [hao.agentId]],
        ['timer.breached', [mei.agentId]],
        ['timer.breached', [owner.agentId]],
      ],
    )
    assert.equal((await told())[0].href, `/conversations/${id}`)
  })

  it('warn the whole group where nobody has it', async () => {
    const id = await says()
    await assign(desk.app, desk.viewers.lin, id, { teamId: desk.team })
    await drain()
    await later(50)
    const [{ agentIds }] = await told()
    assert.deepEqual(agentIds.toSorted(), [desk.viewers.mei.agentId, desk.viewers.hao.agentId].toSorted())
  })

  it('are told once, however many look at the same moment', async () => {
    const id = await says()
    desk.pass(70 * second)
    const clock = await desk.app.db('timer').where({ conversation_id: id }).first()
    const look = { id: clock.id, dueAt: clock.due_at }
    const signal = new AbortController().signal
    const job = lookJob(desk.app)
    await Promise.all([1, 2, 3].map(() => job.run(look, { attempt: 1, signal })))
    await drain()
    assert.equal((await told()).length, 1)
  })

  it('stand still while nobody is there', async () => {
    await later(8 * 3600 - 10)
    const id = await says()
    const { dueAt } = (await limitIn(id)) ?? { dueAt: '' }
    const morning = Date.parse('2026-03-03T01:00:50.000Z')
    assert.ok(Math.abs(Date.parse(dueAt) - morning) < second, dueAt)
    await later(3600)
    assert.deepEqual(await told(), [])
  })

  it('stand still while the conversation is snoozed, and go on with what was left', async () => {
    const id = await says()
    const { hao } = desk.viewers
    await assign(desk.app, desk.viewers.lin, id, { agentId: hao.agentId, teamId: desk.team })
    await drain()
    await later(20)
    const until = new Date(desk.app.clock().getTime() + 3600 * second).toISOString()
    await snooze(desk.app, hao, id, until)
    await drain()
    await later(1800)
    assert.deepEqual([await limitIn(id), await told()], [undefined, []])
    await later(1800)
    const left = Date.parse((await limitIn(id))?.dueAt ?? '') - desk.app.clock().getTime()
    assert.ok(left > 38 * second && left <= 40 * second, String(left))
    assert.deepEqual(await told(), [])
    await later(30)
    await later(10)
    assert.deepEqual(
      (await told()).map(({ kind }) => kind),
      ['timer.warning', 'timer.breached'],
    )
    await answer(id)
    const span = { from: '2026-01-01', to: '2027-01-01' }
    const [first] = await countsBy(desk.app.db, desk.viewers.lin, span, 'agent_id')
    assert.ok(Math.abs((first?.counts.seconds ?? 0) - 60) < 2, String(first?.counts.seconds))
  })

  it('follow the conversation to a group that is quicker', async () => {
    await addLevel(desk.app, lin, {
      teamId: desk.team,
      channelId: null,
      limits: { first: 30, next: 30, resolution: 0 },
    })
    const id = await says()
    const before = await limitIn(id)
    await assign(desk.app, desk.viewers.lin, id, { teamId: desk.team })
    await drain()
    const after = await limitIn(id)
    const gained = Date.parse(before?.dueAt ?? '') - Date.parse(after?.dueAt ?? '')
    assert.equal(gained, 30 * second)
    await later(31)
    assert.deepEqual(
      (await told()).map(({ kind }) => kind),
      ['timer.breached'],
    )
  })

  it('keep in mind who was lost because nobody was quick enough', async () => {
    const id = await says()
    await later(61)
    await close(desk.app, desk.viewers.hao, id)
    await drain()
    const [clock] = await clocks()
    assert.equal(clock?.outcome, 'left')
    assert.ok(clock?.breached_at)
  })

  it('tell who was lost: answered late or never, closed, and not heard of since', async () => {
    const { lin, hao, yun } = desk.viewers
    const span = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-04T00:00:00.000Z' }
    const comes = async (name: 'anna' | 'bo') => {
      const id = await desk.conversationOf(await desk.says(name, '你好'))
      await drain()
      return id
    }
    const lost = async (viewer = lin) => [...(await lostBy(desk.app.db, viewer, span, 'agent_id'))]
    const listed = async (of: Of) =>
      (await listLost(desk.app.db, lin, { span, of, limit: 10 })).map(({ conversationId, isAnswered }) => [
        conversationId,
        isAnswered,
      ])
    const anna = await comes('anna')
    await later(61)
    await answer(anna)
    assert.deepEqual(await lost(), [])
    await close(desk.app, hao, anna)
    const bo = await comes('bo')
    await later(61)
    await close(desk.app, lin, bo)
    await drain()
    assert.deepEqual(await listed({}), [
      [bo, false],
      [anna, true],
    ])
    assert.deepEqual(await lost(yun), [[0, 1]])
    assert.deepEqual(await listed({ agent_id: hao.agentId }), [[anna, true]])
    assert.deepEqual(await listed({ team_id: desk.team }), [])
    const again = await comes('anna')
    assert.equal((await listed({})).length, 1)
    await later(20)
    await answer(again)
    await close(desk.app, hao, again)
    await drain()
    assert.deepEqual(await listed({}), [[bo, false]])
  })

  it('measure until the end where the clinic wishes it, and anew when it begins again', async () => {
    await measure({ limits: { live: 0, first: 0, next: 0, resolution: 600 } })
    const id = await says()
    assert.equal((await limitIn(id))?.kind, 'resolution')
    await answer(id)
    await close(desk.app, desk.viewers.hao, id)
    await drain()
    await later(900)
    await reopen(desk.app, desk.viewers.hao, id)
    await drain()
    assert.deepEqual(
      (await clocks()).map(({ kind, outcome }) => [kind, outcome]),
      [
        ['resolution', 'done'],
        ['resolution', null],
      ],
    )
    assert.deepEqual(await told(), [])
  })

  it('are off until somebody switches them on, and end when they are switched off', async () => {
    const id = await says()
    await measure({ on: false })
    assert.equal(await limitIn(id), undefined)
    await later(600)
    const other = await desk.conversationOf(await desk.says('bo', '你好'))
    await drain()
    assert.equal(await limitIn(other), undefined)
    assert.deepEqual(await told(), [])
  })
})
