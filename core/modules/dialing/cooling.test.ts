import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { type Desk, openDesk } from '../../../test/support/desk.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { insertId } from '../../platform/db/index.ts'
import { findLine, stateAt } from '../lines/index.ts'
import { coolingAlerts, coolingJob } from './cooling.ts'
import { defaults } from './rules/policy.ts'
import { savePolicy } from './settings.ts'

const hour = 60 * 60_000
const admin = { actor: 'agent:1' }

eachDatabase('A line', ({ open }) => {
  const setUp = async (on = true) => {
    const desk = await openDesk(await open())
    const { app } = desk
    app.jobs.handle('dialing.cooling', coolingJob(app))
    await savePolicy(app, admin, { health: { ...defaults.health, on, calls: 10 } })
    const id = await line(desk, '+862110000001')
    const look = async () => {
      await enqueue(app.db, { name: 'dialing.cooling', payload: {} }, app.clock().toISOString())
      await app.jobs.drain()
      const found = await findLine(app.db, id)
      assert.ok(found)
      return { ...found, state: stateAt(found, app.clock().toISOString()) }
    }
    return { desk, id, look }
  }

  it('rests where nobody answers it any more, and comes back by itself', async () => {
    const { desk, id, look } = await setUp()
    await called(desk, id, 9, {})
    assert.equal((await look()).state, 'active')
    await called(desk, id, 1, {})
    const resting = await look()
    assert.partialDeepStrictEqual(resting, { state: 'cooling', reason: 'dialing.health.ails.answered' })
    assert.match((await coolingAlerts(desk.app, desk.viewers.lin))[0]?.text ?? '', /接通率太低/)
    assert.deepEqual(await coolingAlerts(desk.app, desk.viewers.hao), [])
    desk.pass(23 * hour)
    assert.equal((await look()).state, 'cooling')
    desk.pass(hour)
    assert.equal((await look()).state, 'active')
  })

  it('begins anew after its rest: what was before tells nothing of it', async () => {
    const { desk, id, look } = await setUp()
    await savePolicy(desk.app, admin, { health: { ...defaults.health, on: true, calls: 10, rest: 1 } })
    await called(desk, id, 10, {})
    await look()
    desk.pass(hour)
    assert.equal((await look()).state, 'active')
    await called(desk, id, 10, {})
    assert.equal((await look()).state, 'cooling')
  })

  it('rests where most of those who answer hang up at once', async () => {
    const { desk, id, look } = await setUp()
    await called(desk, id, 6, { answered_at: now(desk), talk_ms: 60_000 })
    await called(desk, id, 4, { answered_at: now(desk), talk_ms: 9_000 })
    assert.equal((await look()).state, 'active')
    await called(desk, id, 1, { answered_at: now(desk), talk_ms: 3_000 })
    assert.partialDeepStrictEqual(await look(), { state: 'cooling', reason: 'dialing.health.ails.short' })
  })

  it('goes on where an admin has not switched this on, or has flagged it', async () => {
    const { desk, id, look } = await setUp(false)
    await called(desk, id, 20, {})
    assert.equal((await look()).state, 'active')
    await savePolicy(desk.app, admin, { health: { ...defaults.health, on: true } })
    await desk.app.db('line').where({ id }).update({ state: 'flagged' })
    assert.equal((await look()).state, 'flagged')
  })

  it('is not judged by calls of other lines, of yesterday, that go on, or that were never dialled', async () => {
    const { desk, id, look } = await setUp()
    const other = await line(desk, '+862110000002')
    await called(desk, other, 20, { state: 'talking' })
    await called(desk, id, 20, { started_at: '2026-03-01T01:00:00.000Z' })
    await called(desk, id, 20, { state: 'talking' })
    await called(desk, id, 20, { outcome: 'refused' })
    await called(desk, id, 20, { direction: 'in' })
    assert.equal((await look()).state, 'active')
  })
})

function now({ app }: Desk): string {
  return app.clock().toISOString()
}

function line(desk: Desk, number: string): Promise<number> {
  const row = { channel_id: desk.chat.id, name: '前台', number, created_at: now(desk) }
  return insertId(desk.app.db, 'line', row)
}

let calls = 0

async function called(desk: Desk, lineId: number, count: number, given: object) {
  const known = { channel_id: desk.chat.id, line_id: lineId, number: '+8613800138000', state: 'ended' }
  for (let done = 0; done < count; done++) {
    const row = {
      uid: `cooled-${++calls}`,
      direction: 'out',
      purpose: 'agent',
      started_at: now(desk),
      ...known,
    }
    await desk.app.db('call').insert({ ...row, ...given })
  }
}
