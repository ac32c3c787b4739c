import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { openDesk } from '../../../test/support/desk.ts'
import { Invalid, NotFound } from '../../errors.ts'
import type { Viewer } from '../../module.ts'
import { insertId, transaction } from '../../platform/db/index.ts'
import { present } from '../agents/index.ts'
import { assign } from '../conversations/index.ts'
import { addTask, type NewTask } from './adding.ts'
import { callbackDone } from './calling.ts'
import { finish, note, postpone, reopen, take } from './doing.ts'
import { tasksTopic } from './live.ts'
import { owedNotes, taskAlerts } from './notes.ts'
import { overdueJob } from './overdue.ts'
import { owedNow, tasksScreen } from './screen.ts'

const minute = 60_000
const at = (clock: string, day = '2026-03-02') => new Date(`${day}T${clock}:00+08:00`).toISOString()

eachDatabase('Tasks', ({ open }) => {
  const setUp = async () => {
    const desk = await openDesk(await open())
    desk.app.jobs.handle('task.overdue', overdueJob(desk.app))
    const received = await desk.says('anna', '你好')
    const conversation = await desk.conversationOf(received)
    const { person_id: anna } = await desk.app
      .db('conversation')
      .where({ id: conversation })
      .first('person_id')
    const owe = (more: Partial<NewTask> = {}, time = desk.app.clock().toISOString()) =>
      transaction(desk.app.db, (trx) =>
        addTask(trx, { kind: 'callback', personId: anna, reason: 'missed', ...more }, time),
      )
    const all = (viewer: Viewer = desk.viewers.lin) => tasksScreen(desk.app, viewer, 'all')
    return { desk, anna, conversation, owe, all }
  }

  it('are due within a quarter of an hour in which the clinic is open', async () => {
    const { desk, owe } = await setUp()
    const due = async (time: string) => {
      const id = await owe({}, time)
      const { due_at } = await desk.app.db('task').where({ id }).first('due_at')
      await desk.app.db('task').delete()
      return due_at
    }
    assert.equal(await due(at('10:00')), at('10:15'))
    assert.equal(await due(at('20:00')), at('09:15', '2026-03-03'))
    assert.equal(await due(at('03:00')), at('09:15'))
    assert.equal(await due(at('17:59')), at('09:14', '2026-03-03'))
  })

  it('are one for each customer: who tries again moves it forward', async () => {
    const { desk, owe, all } = await setUp()
    const first = await owe({ callId: 7, dueAt: at('15:00'), note: '问热玛吉' })
    const again = await owe({ callId: 9, reason: 'voicemail', dueAt: at('14:00'), note: '很急' })
    assert.equal(again, first)
    await owe({ dueAt: at('16:00') })
    const { rows } = await all()
    assert.equal(rows.length, 1)
    assert.partialDeepStrictEqual(rows[0], {
      attempts: 3,
      dueAt: at('14:00'),
      callId: 9,
      note: '问热玛吉\n很急',
    })
    await finish(desk.app, desk.viewers.lin, first, 'reached')
    assert.notEqual(await owe(), first)
  })

  it('are one for each customer also where both calls end at the same moment', async () => {
    const { desk, owe } = await setUp()
    const ids = await Promise.all([owe(), owe(), owe()])
    assert.equal(new Set(ids).size, 1)
    assert.equal((await desk.app.db('task')).length, 1)
  })

  it('go to who looked after the customer, where they are there, and else to the team', async () => {
    const { desk, conversation, owe, all } = await setUp()
    const { app, viewers, team } = desk
    const { hao, lin } = viewers
    const holder = async () => {
      const [row] = (await all()).rows
      return [row?.agentId, row?.teamId, row?.conversationId]
    }
    await assign(app, lin, conversation, { agentId: hao.agentId, teamId: team })
    await owe()
    assert.deepEqual(await holder(), [null, team, conversation])
    await present(app.db, hao.agentId, 'away', app.clock())
    await owe()
    assert.deepEqual(await holder(), [null, team, conversation])
    await present(app.db, hao.agentId, 'busy', app.clock())
    await owe()
    assert.deepEqual(await holder(), [hao.agentId, team, conversation])
    await app.db('task').delete()
    await present(app.db, lin.agentId, 'online', app.clock())
    await owe({ agentId: lin.agentId })
    assert.deepEqual(await holder(), [lin.agentId, team, conversation])
  })

  it('are done when a call with the customer is answered', async () => {
    const { desk, anna, owe, all } = await setUp()
    const { app, viewers, chat } = desk
    await owe()
    const call = {
      uid: 'c1',
      channel_id: chat.id,
      direction: 'out',
      purpose: 'callback',
      number: '',
      state: 'talking',
    }
    const callId = await insertId(app.db, 'call', {
      ...call,
      started_at: at('11:00'),
      agent_id: viewers.hao.agentId,
    })
    await transaction(app.db, (trx) => callbackDone(trx, anna, callId, at('11:00')))
    assert.deepEqual((await all()).rows, [])
    const [done] = (await tasksScreen(app, viewers.lin, 'done')).rows
    assert.partialDeepStrictEqual(done, {
      result: 'reached',
      doneBy: viewers.hao.agentId,
      doneAt: at('11:00'),
    })
  })

  it('can be put off, taken, noted, done and opened again', async () => {
    const { desk, owe, all } = await setUp()
    const { app, viewers } = desk
    const { lin } = viewers
    const id = await owe()
    const only = async () => (await all()).rows[0]
    await take(app, lin, id)
    assert.equal((await only())?.mine, true)
    await take(app, lin, id, true)
    assert.equal((await only())?.agentId, null)
    await note(app, lin, id, ' 三点后方便 ')
    assert.equal((await only())?.note, '三点后方便')
    await postpone(app, lin, id, at('15:00'))
    assert.equal((await only())?.dueAt, at('15:00'))
    for (const until of ['soon', at('10:00', '2027-01-01')])
      await assert.rejects(postpone(app, lin, id, until), Invalid)
    await finish(app, lin, id, 'unneeded')
    assert.equal(await only(), undefined)
    await reopen(app, lin, id)
    assert.equal((await only())?.result, null)
  })

  it('are seen by whom they are for, and nobody else', async () => {
    const { desk, owe } = await setUp()
    const { app, viewers, team } = desk
    const { hao, mei, yun, lin } = viewers
    const id = await owe({ teamId: team })
    const sees = async (viewer: Viewer) => (await tasksScreen(app, viewer, 'all')).rows.length === 1
    assert.deepEqual(await Promise.all([hao, mei, lin, yun].map(sees)), [true, true, true, false])
    await take(app, lin, id)
    assert.deepEqual(await Promise.all([hao, mei, lin, yun].map(sees)), [false, true, true, false])
    await assert.rejects(take(app, yun, id), NotFound)
    await assert.rejects(finish(app, hao, id, 'reached'), NotFound)
    await assert.rejects(note(app, yun, id, 'x'), NotFound)
  })

  it('stand in the order in which they should be done', async () => {
    const { desk, owe, all } = await setUp()
    const person = (name: string) => insertId(desk.app.db, 'person', { name, created_at: at('09:00') })
    const [bo, cy, di] = [await person('bo'), await person('cy'), await person('di')]
    await owe({ dueAt: at('12:00') })
    await owe({ personId: bo, dueAt: at('11:00') })
    await owe({ personId: cy, dueAt: at('09:30') })
    await owe({ personId: di, dueAt: at('09:45') })
    await owe({ personId: di, dueAt: at('09:45') })
    const { rows } = await all()
    assert.deepEqual(rows.map(({ personId, late }) => [personId, late]).slice(0, 3), [
      [di, true],
      [cy, true],
      [bo, false],
    ])
  })

  it('that are overdue are told once to those who may do something about it', async () => {
    const { desk, owe } = await setUp()
    const { app, viewers, team, pass } = desk
    const { mei, yun, hao } = viewers
    const id = await owe({ teamId: team, dueAt: at('10:10') })
    await postpone(app, mei, id, at('10:20'))
    const told = () => app.db('event').where({ type: 'task.overdue' })
    pass(12 * minute)
    await app.jobs.drain()
    assert.equal((await told()).length, 0)
    assert.deepEqual(await taskAlerts(app, mei), [])
    pass(10 * minute)
    await app.jobs.drain()
    await app.jobs.drain()
    assert.equal((await told()).length, 1)
    assert.match((await taskAlerts(app, mei))[0]?.text ?? '', /1 个回电已超时/)
    assert.deepEqual(await taskAlerts(app, hao), [])
    assert.deepEqual(await owedNow(app, hao), { count: 1, overdue: 1 })
    assert.deepEqual(await owedNow(app, yun), { count: 0, overdue: 0 })
    const row = (await told())[0]
    const event = { ...row, cursor: '0.1', data: JSON.parse(row.data) }
    const [push] = await tasksTopic(app).render([event])
    assert.equal(push?.to?.(yun), false)
    assert.equal(push?.to?.(mei), true)
    assert.match(push?.html?.('zh-CN') ?? '', /回电已超时：/)
  })

  it('are on the rail of the customer', async () => {
    const { desk, anna, owe } = await setUp()
    await owe({ reason: 'voicemail', dueAt: at('12:00') })
    const [shown] = await owedNotes(desk.app, desk.viewers.lin, anna)
    assert.partialDeepStrictEqual(shown, { text: '待回电：语音留言', at: at('12:00'), tone: 'warn' })
    assert.deepEqual(await owedNotes(desk.app, desk.viewers.yun, anna).then((notes) => notes.length), 1)
  })
})
