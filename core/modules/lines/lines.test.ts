import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { openPhones, type Phones } from '../../../test/support/phones.ts'
import { Conflict, Invalid, NotFound } from '../../errors.ts'
import { defaultFlow } from './default-flow.ts'
import { draftOf } from './editor/draft.ts'
import { stateAt } from './line.ts'
import { addDocument, documentOf, documentsOf, removeDocument, restoreDocument } from './service/documents.ts'
import { makeFlow, removeFlow, restoreFlow, saveFlow, storedFlow } from './service/flows.ts'
import { addLine, editLine, type LineForm, lineOf, removeLine, restoreLine } from './service/lines.ts'
import { listFlows } from './store/flows.ts'
import { flowOf, lineByNumber, listLines } from './index.ts'
import { ratesSince } from './store/rates.ts'

eachDatabase('Numbers of the clinic', ({ create }) => {
  let house: Phones
  let form: LineForm
  before(async () => {
    house = await openPhones((await create()).options)
    form = {
      channelId: house.channelId,
      number: '62345678',
      name: '上海总机',
      area: '021',
      flowId: 'default',
      outgoing: true,
      preferred: false,
      most: 2,
      state: 'active',
      reason: '',
      until: null,
      note: '',
    }
  })
  after(() => house.stop())

  it('are found however the carrier writes them, and greet callers at once', async () => {
    const { app, admin } = house
    const id = await addLine(app, admin, form)
    assert.equal((await lineByNumber(app.db, '+862162345678'))?.id, id)
    const [team] = await app.db('team').select('id')
    assert.deepEqual(await flowOf(app.db, id), defaultFlow(team.id))
    assert.equal((await app.db('audit').where({ action: 'line.added' })).length, 1)
  })

  it('know their city where they tell it', async () => {
    const id = await addLine(house.app, house.admin, {
      ...form,
      number: '0571 8765 4321',
      area: '',
      flowId: null,
    })
    assert.equal((await lineOf(house.app.db, id)).area, '0571')
    assert.equal(await flowOf(house.app.db, id), undefined)
  })

  it('are refused where they are none, another line’s, or of no exchange', async () => {
    const add = (change: Partial<LineForm>) =>
      addLine(house.app, house.admin, { ...form, flowId: null, ...change })
    await assert.rejects(add({ number: 'anonymous' }), of('number', 'lines.line.no-number'))
    await assert.rejects(add({ number: '021-62345678' }), of('number', 'lines.line.twice'))
    await assert.rejects(add({ number: '62345679', channelId: 99 }), of('channelId', 'errors.fault.choice'))
    await assert.rejects(add({ number: '62345679', flowId: 99 }), of('flowId', 'errors.fault.choice'))
    assert.equal((await listLines(house.app.db)).length, 2)
  })

  it('rest until a time, and are active again by themselves', async () => {
    const { app, admin } = house
    const line = await lineByNumber(app.db, '+862162345678')
    assert.ok(line)
    const until = '2026-03-02T10:00:00.000Z'
    await editLine(app, admin, line.id, {
      ...form,
      flowId: line.flowId,
      state: 'cooling',
      reason: '接通率下降',
      until,
    })
    const cooling = await lineOf(app.db, line.id)
    assert.equal(stateAt(cooling, '2026-03-02T09:59:00.000Z'), 'cooling')
    assert.equal(stateAt(cooling, until), 'active')
    await editLine(app, admin, line.id, { ...form, flowId: line.flowId, until })
    assert.equal((await lineOf(app.db, line.id)).until, null)
    const [edit] = await app.db('audit').where({ action: 'line.edited' }).select('detail')
    assert.deepEqual(JSON.parse(edit.detail), { fields: ['state', 'reason', 'until'] })
  })

  it('come back after they were removed, unless another has the number by then', async () => {
    const { app, admin } = house
    const { id } = (await lineByNumber(app.db, '+862162345678')) ?? { id: 0 }
    await removeLine(app, admin, id)
    await assert.rejects(lineOf(app.db, id), NotFound)
    await restoreLine(app, admin, id)
    assert.equal((await lineOf(app.db, id)).name, '上海总机')
    await removeLine(app, admin, id)
    await addLine(app, admin, { ...form, flowId: null })
    await assert.rejects(restoreLine(app, admin, id), Conflict)
  })

  it('keep their papers, each for its own line', async () => {
    const { app, admin } = house
    const [one, other] = await listLines(app.db)
    assert.ok(one && other)
    await addDocument(app, admin, one.id, { name: '合同.pdf', data: Buffer.from('%PDF-1.7\n%âãÏÓ\n') })
    const [paper] = await documentsOf(app, await lineOf(app.db, one.id))
    assert.equal(paper?.name, '合同.pdf')
    await assert.rejects(documentOf(app, other.id, paper.uid), NotFound)
    await removeDocument(app, admin, one.id, paper.uid)
    assert.deepEqual((await lineOf(app.db, one.id)).documents, [])
    await restoreDocument(app, admin, one.id, paper.uid)
    assert.deepEqual((await lineOf(app.db, one.id)).documents, [paper.uid])
    const page = { name: 'x.html', data: Buffer.from('<script>alert(1)</script>') }
    await assert.rejects(addDocument(app, admin, one.id, page), Invalid)
  })

  it('say how many calls were answered, and how many of those were short', async () => {
    const { app, channelId } = house
    const [line] = await listLines(app.db)
    assert.ok(line)
    const at = '2026-03-02T03:00:00.000Z'
    const call = (uid: string, change: object) =>
      app.db('call').insert({
        uid,
        channel_id: channelId,
        line_id: line.id,
        direction: 'in',
        purpose: 'inbound',
        number: '',
        state: 'ended',
        started_at: at,
        ended_at: at,
        ...change,
      })
    await call('a', { answered_at: at, talk_ms: 60_000 })
    await call('b', { answered_at: at, talk_ms: 3000 })
    await call('c', { outcome: 'abandoned' })
    await call('d', { outcome: 'closed' })
    await call('e', { direction: 'out', answered_at: at, talk_ms: 9999 })
    await call('f', { started_at: '2026-01-02T03:00:00.000Z' })
    await call('g', { ended_at: null, state: 'talking' })
    const rates = (await ratesSince(app.db, '2026-03-01T00:00:00.000Z')).get(line.id)
    assert.deepEqual(rates, {
      in: { calls: 3, answered: 2, short: 1 },
      out: { calls: 1, answered: 1, short: 1 },
    })
  })
})

eachDatabase('Menus of callers', ({ create }) => {
  let house: Phones
  before(async () => void (house = await openPhones((await create()).options)))
  after(() => house.stop())

  it('are saved by whoever saw the newest version', async () => {
    const { app, admin } = house
    const id = await makeFlow(app, admin, 'zh-CN')
    const { name, flow, version } = await storedFlow(app.db, id)
    const draft = { ...draftOf(name, flow), name: '前台' }
    await saveFlow(app, admin, id, { draft, version })
    assert.equal((await storedFlow(app.db, id)).name, '前台')
    await assert.rejects(saveFlow(app, admin, id, { draft: { ...draft, name: '晚了' }, version }), Conflict)
    await assert.rejects(
      saveFlow(app, admin, id, { draft: { ...draft, name: '' }, version: version + 1 }),
      Invalid,
    )
    assert.equal((await storedFlow(app.db, id)).version, version + 1)
  })

  it('lead to no team and say no sound that is not there', async () => {
    const { app, admin } = house
    const id = await makeFlow(app, admin, 'zh-CN')
    const { flow, version } = await storedFlow(app.db, id)
    const draft = draftOf('菜单', flow)
    const gone = {
      ...draft,
      greeting: 'sound:99',
      start: { ...draft.start, to: 'queue' as const, teamId: '99' },
    }
    await assert.rejects(saveFlow(app, admin, id, { draft: gone, version }), (error) => {
      const fields = error instanceof Invalid ? error.faults.map(({ field }) => field) : []
      return fields.includes('greeting') && fields.includes('start.teamId')
    })
  })

  it('stay while a number leads to them, and come back after they were removed', async () => {
    const { app, admin, channelId } = house
    const id = await makeFlow(app, admin, 'zh-CN')
    const line = {
      name: '总机',
      area: '',
      outgoing: true,
      preferred: false,
      most: 1,
      state: 'active' as const,
    }
    const lineId = await addLine(app, admin, {
      ...line,
      channelId,
      number: '13800138000',
      flowId: id,
      reason: '',
      until: null,
      note: '',
    })
    await assert.rejects(removeFlow(app, admin, id), Conflict)
    await removeLine(app, admin, lineId)
    await removeFlow(app, admin, id)
    assert.equal(
      (await listFlows(app.db)).some((flow) => flow.id === id),
      false,
    )
    await restoreFlow(app, admin, id)
    assert.equal(
      (await listFlows(app.db)).some((flow) => flow.id === id),
      true,
    )
  })
})

function of(field: string, message: string) {
  return (error: unknown) =>
    error instanceof Invalid && error.faults[0]?.field === field && error.faults[0].message === message
}
