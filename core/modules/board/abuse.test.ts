import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { openDesk } from '../../../test/support/desk.ts'
import type { Db } from '../../platform/db/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { present } from '../agents/index.ts'
import { assign } from '../conversations/index.ts'
import { reception, saveReceptionSettings } from '../reception/index.ts'
import { board } from './index.ts'
import { abuseByAgent } from './store/workload.ts'
import { restAfter } from './strain.ts'

const longAgo = '2026-01-01T00:00:00.000Z'
const day = 24 * 3_600_000

/** Anna is with hao, and `笨蛋` and `Idiot` are words of abuse. */
async function openFront(db: Db) {
  const desk = await openDesk(db)
  const { app, viewers } = desk
  for (const module of [reception, board])
    for (const [name, handler] of Object.entries(module.jobs?.(app) ?? {})) app.jobs.handle(name, handler)
  await saveReceptionSettings(app, viewers.lin, { abuse: ['笨蛋', 'Idiot'] })
  const anna = await desk.conversationOf(await desk.says('anna', '你好'))
  await assign(app, viewers.lin, anna, { agentId: viewers.hao.agentId, teamId: desk.team })
  return {
    ...desk,
    anna,
    async hears(text: string) {
      await desk.says('anna', text)
      await app.jobs.drain()
    },
    async alerts() {
      const rows: { kind: string; data: string; href: string }[] = await db('alert').orderBy('id')
      return rows.map(({ kind, data, href }) => ({ kind, href, ...JSON.parse(data) }))
    },
    async looks() {
      await enqueue(db, { name: 'board.rest', payload: {} }, app.clock().toISOString())
      await app.jobs.drain()
    },
  }
}

eachDatabase('Abuse', ({ open }) => {
  it('is marked for staff and told to supervisors, once a day, and counts for who heard it', async () => {
    const { app, viewers, anna, hears, alerts, pass } = await openFront(await open())
    const { hao, mei } = viewers
    const bars = async () => (await reception.bars?.(app, hao, anna))?.map(({ text }) => text)
    await hears('笨')
    assert.deepEqual([await bars(), await alerts()], [[], []])
    await hears('你们都是ｉＤＩＯＴ吗')
    await hears('笨蛋')
    assert.deepEqual(await bars(), ['辱骂：客户今天说了辱骂的话'])
    const [alert, ...others] = await alerts()
    assert.deepEqual(
      [alert.kind, alert.href, alert.agentIds, others],
      ['reception.abuse', `/conversations/${anna}`, [mei.agentId], []],
    )
    assert.deepEqual([...(await abuseByAgent(app.db, longAgo))], [[hao.agentId, 1]])
    pass(day)
    assert.deepEqual(await bars(), [])
    await hears('笨蛋')
    assert.equal((await alerts()).length, 2)
  })

  it('counts for each agent who hears it, and alerts nobody twice for that', async () => {
    const { app, viewers, anna, hears, alerts } = await openFront(await open())
    await hears('笨蛋')
    await assign(app, viewers.lin, anna, { agentId: viewers.yun.agentId })
    await hears('笨蛋')
    const counts = await abuseByAgent(app.db, longAgo)
    assert.deepEqual([counts.get(viewers.hao.agentId), counts.get(viewers.yun.agentId)], [1, 1])
    assert.equal((await alerts()).length, 1)
  })
})

eachDatabase('A break', ({ open }) => {
  it('is offered once to whoever has worked for long, and again after the next such stretch', async () => {
    const { app, viewers, looks, alerts, pass } = await openFront(await open())
    const { agentId } = viewers.hao
    const stays = async (state: 'online' | 'break') => {
      await present(app.db, agentId, state, app.clock())
      await app.db('presence').update({ expires_at: '2027-01-01T00:00:00.000Z' })
    }
    for (const offers of [1, 2]) {
      await stays('online')
      await looks()
      assert.equal((await alerts()).length, offers - 1)
      pass(restAfter)
      await looks()
      await looks()
      const told = await alerts()
      assert.deepEqual(
        [told.length, told.at(-1).kind, told.at(-1).agentIds],
        [offers, 'board.rest', [agentId]],
      )
      assert.deepEqual(told.at(-1).title, {
        key: 'board.offer.long',
        values: { agent: viewers.hao.name, hours: 3 },
      })
      await stays('break')
      await looks()
    }
  })

  it('is offered to whoever had to hear much since the last one', async () => {
    const { app, viewers, anna, looks, alerts } = await openFront(await open())
    const { agentId } = viewers.hao
    const { person_id } = await app.db('conversation').where({ id: anna }).first()
    const heard = async () => {
      const since = app.clock().toISOString()
      await app.db('block').insert({ person_id, agent_id: agentId, reason: '辱骂', since })
    }
    await heard()
    await present(app.db, agentId, 'online', app.clock())
    await looks()
    assert.deepEqual(await alerts(), [])
    await heard()
    await looks()
    assert.deepEqual(
      (await alerts()).map(({ title }) => title.key),
      ['board.offer.heavy'],
    )
  })
})
