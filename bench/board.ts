import { randomUUID } from 'node:crypto'
import type { App } from '../core/module.ts'
import { present } from '../core/modules/agents/index.ts'
import { type Clinic, openClinic } from '../test/support/clinic.ts'
import { medianTime, type Options, type Row } from './figure.ts'

const agents = 200
const open = 2000
const before = 5 * 2000

/** Milliseconds to draw the live board anew for 200 agents with 2,000 open conversations, beside one count of these by their index. */
export async function measure({ quick }: Options): Promise<Row[]> {
  const clinic = await openClinic()
  const lin = await clinic.agent('lin')
  const frame = () => lin.call('GET', '/board', undefined, { 'turbo-frame': 'board', accept: 'text/html' })
  await fill(clinic)
  const { db } = clinic.app()
  const times = quick ? 10 : 50
  const count = await medianTime(times * 4, () => db('conversation').where({ status: 'open' }).count('*'))
  const board = await medianTime(times, frame)
  const list = await medianTime(times, () => lin.page('/board/conversations?of=unanswered'))
  await clinic.stop()
  const beside = { name: 'one indexed count', value: count }
  return [
    { name: `board of ${agents} agents, ${open} open`, value: board, unit: 'ms', beside, aim: 100 },
    { name: 'the list behind one of its numbers', value: list, unit: 'ms', beside },
  ]
}

async function fill(clinic: Clinic) {
  const app: App = clinic.app()
  const teams = await hire(app)
  const staff: number[] = await app.db('agent').where('email', 'like', 'agent-%').pluck('id')
  const [channel] = await app.db('channel').pluck('id')
  const now = app.clock().getTime()
  const at = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
  await receptions(app, open, (index) => ({
    channel_id: channel,
    status: index % 10 === 0 ? 'queued' : 'open',
    agent_id: index % 10 === 0 ? null : staff[index % staff.length],
    team_id: teams[index % teams.length],
    waiting_since: index % 3 === 0 ? at(index % 30) : null,
    opened_at: at(index % 300),
  }))
  await receptions(app, before, (index) => ({
    channel_id: channel,
    status: 'closed',
    agent_id: staff[index % staff.length],
    team_id: teams[index % teams.length],
    opened_at: at((index % 5) * 7 * 24 * 60 + (index % 600)),
    closed_at: at(0),
    first_reply_at: index % 8 === 0 ? null : at(0),
  }))
}

async function hire(app: App): Promise<number[]> {
  const { id: role_id } = await app.db('role').where({ key: 'agent' }).first('id')
  const teams: number[] = []
  for (const name of ['皮肤', '注射', '术后', '海外'].map((each) => `${each}组`)) {
    const [{ id }] = await app.db('team').insert({ name }).returning('id')
    teams.push(id)
  }
  for (let index = 0; index < agents; index += 1) {
    const account = { name: `客服 ${index}`, email: `agent-${index}@clinic.test`, password: '-', role_id }
    const [{ id }] = await app
      .db('agent')
      .insert({ ...account, created_at: app.clock().toISOString() })
      .returning('id')
    await app.db('team_member').insert({ team_id: teams[index % teams.length], agent_id: id })
    await present(app.db, id, 'online', app.clock())
  }
  return teams
}

async function receptions(app: App, count: number, of: (index: number) => { opened_at: string }) {
  for (let start = 0; start < count; start += 100) {
    const indexes = Array.from({ length: Math.min(100, count - start) }, (_, index) => start + index)
    const people = indexes.map((index) => ({ name: `客户 ${index}`, created_at: of(index).opened_at }))
    const made: { id: number }[] = await app.db('person').insert(people).returning('id')
    const rows = made.map(({ id: person_id }, index) => {
      const row = of(start + index)
      return { ...row, uid: randomUUID(), person_id, last_message_at: row.opened_at }
    })
    await app.db('conversation').insert(rows)
  }
}
