import assert from 'node:assert/strict'
import { before, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { openDesk } from '../../../test/support/desk.ts'
import { type Db, insertId, json } from '../../platform/db/index.ts'
import { figuresOf, sumOf } from './pages/figures.ts'
import { countsByAgent, countsByHour, countsByLine, soundByLine } from './store/report.ts'

const thursday = { from: '2026-01-15T00:00:00.000Z', to: '2026-01-16T00:00:00.000Z' }

eachDatabase('The numbers of calls', ({ open }) => {
  let db: Db
  let viewers: Awaited<ReturnType<typeof openDesk>>['viewers']
  let line: number
  before(async () => {
    db = await open()
    viewers = (await openDesk(db)).viewers
    const channelId = await insertId(db, 'channel', {
      key: 'pbx',
      plugin: 'exchange',
      kind: 'board',
      account: 'a',
      name: '电话',
      settings: '{}',
      secrets: '',
      state: 'open',
      created_at: thursday.from,
    })
    const number = { channel_id: channelId, number: '+862161234567', name: '总机' }
    line = await insertId(db, 'line', { ...number, created_at: thursday.from })
    const { hao, yun } = viewers
    const call = (hour: string, about: object) =>
      insertId(db, 'call', {
        uid: `${hour}-${Math.random()}`,
        channel_id: channelId,
        line_id: line,
        direction: 'in',
        purpose: 'inbound',
        number: '',
        state: 'ended',
        started_at: `2026-01-15T${hour}:30:00.000Z`,
        ...about,
      })
    const talk = (ms: number) => ({ answered_at: thursday.from, outcome: 'answered', talk_ms: ms })
    const sound = (jitter: number, received = 100) =>
      json.write({ customer: { jitter, lost: 1, received, sent: 100 } })
    await call('02', { agent_id: hao.agentId, ...talk(60_000), wait_ms: 4000, quality: sound(10) })
    await call('02', { agent_id: hao.agentId, direction: 'out', ...talk(5000), quality: sound(30, 0) })
    await call('03', { agent_id: hao.agentId, direction: 'out', outcome: 'busy' })
    await call('03', { outcome: 'abandoned', wait_ms: 8000 })
    await call('03', { agent_id: yun.agentId, ...talk(30_000) })
    await call('03', { agent_id: hao.agentId, state: 'talking' })
    await call('04', { agent_id: hao.agentId, direction: 'out', purpose: 'code', ...talk(9000) })
  })

  it('are told by agent, of calls that are over and in which somebody of staff was', async () => {
    const hao = (await countsByAgent(db, viewers.lin, thursday)).get(viewers.hao.agentId)
    assert.ok(hao)
    const { calls, incoming, answeredIn, outgoing, answeredOut, short, talkMs } = hao
    assert.deepEqual(
      [calls, incoming, answeredIn, outgoing, answeredOut, short, talkMs],
      [3, 1, 1, 2, 1, 1, 65_000],
    )
    const { answerRate, reachRate, shortRate, talkEach } = figuresOf(hao)
    assert.deepEqual([answerRate, reachRate, shortRate, talkEach], [100, 50, 50, '0:32'])
  })

  it('are of the calls that a supervisor looks after, and of those days', async () => {
    const seen = [...(await countsByAgent(db, viewers.mei, thursday)).keys()]
    assert.deepEqual(seen, [viewers.hao.agentId])
    const friday = { from: thursday.to, to: '2026-01-17T00:00:00.000Z' }
    assert.equal((await countsByAgent(db, viewers.lin, friday)).size, 0)
  })

  it('are of the branch that is looked at: by its groups, else by whoever had the call', async () => {
    const [skin, other] = [
      viewers.mei.teamIds,
      [await insertId(db, 'team', { name: '浦东', branch: '浦东' })],
    ]
    const counted = async (within: number[]) =>
      sumOf([...(await countsByAgent(db, { ...viewers.lin, within }, thursday)).values()]).calls
    assert.deepEqual([await counted(skin), await counted(other)], [3, 0])
    await db('call').where({ agent_id: viewers.yun.agentId }).update({ team_id: other[0] })
    assert.deepEqual([await counted(skin), await counted(other)], [3, 1])
    await db('call').update({ team_id: null })
  })

  it('are told by line, with how it sounds to customers', async () => {
    const counts = (await countsByLine(db, viewers.lin, thursday)).get(line)
    assert.deepEqual([counts?.calls, counts?.abandoned], [5, 1])
    assert.deepEqual((await soundByLine(db, viewers.lin, thursday)).get(line), {
      measured: 2,
      jitter: 20,
      lost: 1,
      deaf: 1,
    })
  })

  it('are told by hour, and come together as one', async () => {
    const byHour = await countsByHour(db, viewers.lin, thursday)
    assert.deepEqual([...byHour].map(([hour, { calls }]) => [hour, calls]).sort(), [
      ['2026-01-15T02', 2],
      ['2026-01-15T03', 3],
    ])
    assert.equal(sumOf([...byHour.values()]).waitMs, 12_000)
  })
})
