import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { type Desk, openDesk } from '../../../test/support/desk.ts'
import type { Db } from '../../platform/db/index.ts'
import type { StaffName } from '../../testing/people.ts'
import { present } from '../agents/index.ts'
import { acceptTransfer, assign, close, declineTransfer, messagesOf, reply } from '../conversations/index.ts'
import {
  addRule,
  agentSettings,
  decisionsOf,
  reception,
  groupSettings,
  saveReceptionSettings,
} from './index.ts'
import { look } from './service/looking.ts'
import { sweep } from './service/sweeping.ts'

type Front = Desk & {
  arrives: (...who: StaffName[]) => Promise<void>
  holder: (id: number) => Promise<StaffName | undefined>
  waits: (name: Customer, text?: string) => Promise<number>
  events: (id: number) => Promise<(string | undefined)[]>
  /** As it happens once a minute. */
  sweeps: () => Promise<void>
}
type Customer = Parameters<Desk['says']>[0]

const minute = 60_000

/** A clinic where the house gives, to whoever is there. */
async function openFront(db: Db, mode: 'automatic' | 'manual' = 'automatic'): Promise<Front> {
  const desk = await openDesk(db)
  const { app, viewers } = desk
  app.modules.push(reception)
  for (const [name, handler] of Object.entries(reception.jobs?.(app) ?? {})) app.jobs.handle(name, handler)
  await saveReceptionSettings(app, viewers.lin, { mode, capacity: 2 })
  return {
    ...desk,
    async arrives(...who) {
      for (const name of who) await present(db, viewers[name].agentId, 'online', app.clock())
      await app.jobs.drain()
    },
    async waits(name, text = 'hello') {
      const id = await desk.conversationOf(await desk.says(name, text))
      await app.jobs.drain()
      return id
    },
    async holder(id) {
      const { agent_id } = await db('conversation').where({ id }).first('agent_id')
      const [name] = Object.entries(viewers).find(([, { agentId }]) => agentId === agent_id) ?? []
      return name as StaffName | undefined
    },
    sweeps: () => sweep(app),
    async events(id) {
      const { messages } = await messagesOf(app, viewers.lin, id)
      return messages.flatMap(({ event }) => (event ? event.key.replace('events.', '') : []))
    },
  }
}

eachDatabase('Reception', ({ open }) => {
  it('gives who comes to an agent who is there, and says why', async () => {
    const front = await openFront(await open())
    await front.arrives('hao')
    const id = await front.waits('anna')
    assert.equal(await front.holder(id), 'hao')
    const [decision] = await decisionsOf(front.app.db, id)
    assert.equal(decision?.cause, 'opened')
    assert.equal(decision?.explanation.step, 'anybody')
    assert.deepEqual(
      decision?.explanation.left.map(({ why }) => why),
      ['absent', 'absent', 'absent'],
    )
  })

  it('keeps who comes waiting where nobody is there, and gives them as soon as somebody is', async () => {
    const front = await openFront(await open())
    const [anna, bo] = [await front.waits('anna'), await front.waits('bo')]
    assert.equal(await front.holder(anna), undefined)
    await front.arrives('hao')
    assert.equal(await front.holder(anna), 'hao')
    assert.equal(await front.holder(bo), 'hao')
    const causes = (await decisionsOf(front.app.db, anna)).map(({ cause }) => cause)
    assert.deepEqual(causes, ['freed', 'opened'])
  })

  it('lets agents take what they want where nobody has said otherwise', async () => {
    const front = await openFront(await open(), 'manual')
    await front.arrives('hao')
    const id = await front.waits('anna')
    assert.equal(await front.holder(id), undefined)
    await saveReceptionSettings(front.app, front.viewers.lin, { mode: 'automatic' })
    await front.app.jobs.drain()
    assert.equal(await front.holder(id), 'hao')
  })

  it('follows the rules, also where it gives to nobody', async () => {
    const front = await openFront(await open(), 'manual')
    await addRule(front.app, front.viewers.lin, {
      name: '祛斑',
      conditions: [{ on: 'text', contains: ['祛斑', 'ＬＡＳＥＲ'] }],
      target: { to: 'group', teamId: front.team },
      priority: 2,
      enabled: true,
    })
    const id = await front.waits('anna', 'Laser 多少钱')
    const row = await front.app.db('conversation').where({ id }).first()
    assert.deepEqual([row.agent_id, row.team_id, row.priority], [null, front.team, 2])
    const [decision] = await decisionsOf(front.app.db, id)
    assert.equal(decision?.explanation.ruleName, '祛斑')
  })

  it('gives nobody more than they can have, and the next when a conversation ends', async () => {
    const front = await openFront(await open())
    await saveReceptionSettings(front.app, front.viewers.lin, { capacity: 1 })
    await front.arrives('hao')
    const [anna, bo] = [await front.waits('anna'), await front.waits('bo')]
    assert.deepEqual([await front.holder(anna), await front.holder(bo)], ['hao', undefined])
    await close(front.app, front.viewers.hao, anna)
    await front.app.jobs.drain()
    assert.equal(await front.holder(bo), 'hao')
  })

  it('gives what an agent had who is gone to somebody else, at the place it had', async () => {
    const front = await openFront(await open())
    await front.arrives('hao')
    const id = await front.waits('anna')
    front.pass(4 * minute)
    await front.arrives('mei')
    await front.app.jobs.drain()
    await front.sweeps()
    assert.equal(await front.holder(id), 'mei')
    assert.deepEqual(await front.events(id), ['assigned', 'returned.left', 'assigned'])
    const causes = (await decisionsOf(front.app.db, id)).map(({ cause }) => cause)
    assert.deepEqual(causes, ['left', 'opened'])
  })

  it('gives a conversation once, however many look at the queue', async () => {
    const front = await openFront(await open())
    const ids = [await front.waits('anna'), await front.waits('bo')]
    await front.app.db('job').delete()
    for (const name of ['hao', 'mei', 'lin', 'yun'] as const)
      await present(front.app.db, front.viewers[name].agentId, 'online', front.app.clock())
    await Promise.all([1, 2, 3, 4].map(() => look(front.app)))
    for (const id of ids) {
      const given = (await decisionsOf(front.app.db, id)).filter(({ explanation }) => explanation.agentId)
      assert.equal(given.length, 1)
    }
  })

  it('overflows to another group after a time', async () => {
    const front = await openFront(await open())
    const { app, viewers } = front
    const [other] = await app.db('team').insert({ name: '前台' }).returning('id')
    await app.db('team_member').insert({ team_id: other.id, agent_id: viewers.yun.agentId })
    await groupSettings.save(app, viewers.lin, front.team, { overflow: { after: 60, teamId: other.id } })
    await addRule(app, viewers.lin, {
      name: '皮肤',
      conditions: [],
      target: { to: 'group', teamId: front.team },
      priority: 0,
      enabled: true,
    })
    await front.arrives('yun')
    const id = await front.waits('anna')
    assert.equal(await front.holder(id), undefined)
    front.pass(minute)
    await front.app.jobs.drain()
    assert.equal(await front.holder(id), 'yun')
    assert.equal((await decisionsOf(app.db, id))[0]?.explanation.step, 'overflow')
  })

  it('takes a transfer back that nobody accepts, and leaves one that somebody does', async () => {
    const front = await openFront(await open())
    const { app, viewers } = front
    await front.arrives('hao')
    const [anna, bo] = [await front.waits('anna'), await front.waits('bo')]
    for (const id of [anna, bo]) await assign(app, viewers.hao, id, { agentId: viewers.yun.agentId })
    await acceptTransfer(app, viewers.yun, bo)
    await app.jobs.drain()
    front.pass(minute)
    await app.jobs.drain()
    assert.deepEqual([await front.holder(anna), await front.holder(bo)], ['hao', 'yun'])
    assert.equal((await front.events(anna)).at(-1), 'returned.untaken')
    await assign(app, viewers.hao, anna, { agentId: viewers.yun.agentId })
    await declineTransfer(app, viewers.yun, anna)
    assert.equal(await front.holder(anna), 'hao')
  })

  it('gives nobody again at once what they have just put back', async () => {
    const front = await openFront(await open())
    const { app, viewers } = front
    await front.arrives('hao')
    const id = await front.waits('anna')
    await assign(app, viewers.hao, id, { agentId: null })
    await app.jobs.drain()
    assert.equal(await front.holder(id), undefined)
    await front.arrives('mei')
    assert.equal(await front.holder(id), 'mei')
    const [decision] = await decisionsOf(app.db, id)
    assert.ok(
      decision?.explanation.left.some(
        ({ agentId, why }) => agentId === viewers.hao.agentId && why === 'passed',
      ),
    )
  })

  it('leaves what was not answered in time where nobody else could have it, until somebody can', async () => {
    const front = await openFront(await open())
    const { app, viewers } = front
    await saveReceptionSettings(app, viewers.lin, { answerWithin: 60, capacity: 1 })
    await front.arrives('hao')
    const anna = await front.waits('anna')
    front.pass(minute)
    await app.jobs.drain()
    front.pass(6 * minute)
    await front.arrives('hao')
    await front.sweeps()
    assert.deepEqual([await front.holder(anna), await front.events(anna)], ['hao', ['assigned']])
    assert.equal((await decisionsOf(app.db, anna)).length, 1)
    await front.arrives('mei')
    await front.sweeps()
    assert.equal(await front.holder(anna), 'mei')
    assert.deepEqual(await front.events(anna), ['assigned', 'returned.late', 'assigned'])
  })

  it('moves no more of what was not answered in time than others have room for', async () => {
    const front = await openFront(await open())
    const { app, viewers } = front
    await saveReceptionSettings(app, viewers.lin, { answerWithin: 60 })
    await front.arrives('hao')
    const [anna, bo] = [await front.waits('anna'), await front.waits('bo')]
    await agentSettings.save(app, viewers.lin, viewers.mei.agentId, { capacity: 1 })
    await front.arrives('mei')
    front.pass(minute)
    await app.jobs.drain()
    assert.deepEqual([await front.holder(anna), await front.holder(bo)], ['mei', 'hao'])
    assert.deepEqual(await front.events(bo), ['assigned'])
  })

  it('gives what was not answered in time to somebody else, and lets who answers keep it', async () => {
    const front = await openFront(await open())
    const { app, viewers } = front
    await saveReceptionSettings(app, viewers.lin, { answerWithin: 60 })
    await front.arrives('hao')
    const [anna, bo] = [await front.waits('anna'), await front.waits('bo')]
    await reply(app, viewers.hao, bo, { clientId: crypto.randomUUID(), text: '您好' })
    await front.arrives('mei')
    front.pass(minute)
    await app.jobs.drain()
    assert.deepEqual([await front.holder(anna), await front.holder(bo)], ['mei', 'hao'])
    assert.equal((await decisionsOf(app.db, anna))[0]?.cause, 'late')
  })
})
