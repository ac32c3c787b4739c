import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { present } from '../core/modules/agents/index.ts'
import { writeSetting } from '../core/modules/clinic/index.ts'
import type { App } from '../core/module.ts'
import { connect, type Db } from '../core/platform/db/index.ts'
import { staff } from '../core/testing/index.ts'
import { Client } from '../plugins/webchat/testing/client.ts'
import { Agent } from './support/agent.ts'
import { eachDatabase } from './support/databases.ts'
import { prepareHouse, type Program } from './support/process.ts'
import { checkKept, said, stored, Talker } from './support/talker.ts'
import { until } from './support/until.ts'
import { checkWhole } from './support/whole.ts'

/** As many visitors as all agents together have room for. */
const capacity = 3
const visitors = Object.keys(staff).length * capacity
const words = 6

type Twins = { programs: [Program, Program]; site: string; db: Db }

eachDatabase('Two processes of one clinic, one of which is killed under load', ({ engine, create }) => {
  if (engine === 'SQLite') return // which has one process

  it('lose nothing, give nobody twice and answer nobody twice, whichever it is', async (t) => {
    const { options } = await create()
    const house = await prepareHouse(options.url, undefined, staffed)
    const twins: Twins = {
      programs: [house, await house.beside()],
      site: house.site,
      db: await connect(options),
    }
    t.after(() => Promise.all([house.remove(), twins.db.destroy()]))
    await Promise.all(twins.programs.map((program) => program.start()))
    for (const id of await twins.db('agent').pluck('id')) await present(twins.db, id, 'online', new Date())
    const talkers = await arrive(twins)
    for (const killed of [0, 1] as const) {
      await loseOne(twins, killed, talkers)
      await checkWhole(twins.db)
      for (const talker of talkers) await checkKept(talker)
    }
    for (const talker of talkers) assert.deepEqual(await stored(talker), said(talker))
    await checkGiven(twins.db)
    talkers.forEach((talker) => talker.leave())
  })
})

/** The house gives what waits. */
async function staffed(app: App) {
  await writeSetting(app.db, 'reception', { mode: 'automatic', capacity })
}

/** Half of them come to one process, half to the other. */
async function arrive({ programs, site }: Twins): Promise<Talker[]> {
  const talkers = Array.from({ length: visitors }, (_, index) => {
    const client = new Client(programs[index % 2 ? 1 : 0].address, site)
    return new Talker(client, `visitor ${index}`, () => {})
  })
  for (const { client } of talkers) assert.equal((await client.session()).status, 200)
  await Promise.all(talkers.map((talker) => talker.connect()))
  return talkers
}

/** One process dies while everybody talks and an agent answers through it; all go on with the other, then it is back. */
async function loseOne(twins: Twins, killed: 0 | 1, talkers: Talker[]) {
  const [lost, left] = [twins.programs[killed], twins.programs[killed ? 0 : 1]]
  talkers.forEach((talker) => talker.talk(words))
  await until('all have an agent', async () => (await given(twins.db)) === visitors)
  const answers = (await conversations(twins.db)).map((id) => ({ id, clientId: randomUUID() }))
  const lin = await new Agent(lost.address).signIn(staff.lin.email)
  const sent = answers.map((answer) => say(lin, answer).catch(() => undefined))
  await sent[Math.floor(visitors / 3)]
  await lost.end('SIGKILL')
  await Promise.all(sent)
  lin.address = left.address
  for (const answer of answers) assert.equal((await say(lin, answer)).status, 201)
  const away = talkers.filter(({ client }) => client.address === lost.address)
  for (const talker of away) {
    await talker.gone()
    talker.client.address = left.address
    await talker.connect()
  }
  await Promise.all(talkers.map((talker) => talker.heard()))
  for (const { client } of talkers) await checkAnswered(client, killed + 1)
  await lost.start()
}

function say(agent: Agent, { id, clientId }: { id: number; clientId: string }) {
  return agent.call('POST', `/conversations/${id}/messages`, { clientId, text: '您好' })
}

/** Whatever was sent again after the crash, each answer is there once. */
async function checkAnswered(client: Client, answers: number) {
  const { body } = await client.call('GET', 'messages?limit=100')
  const from = body.messages.map((message: { from: string }) => message.from)
  assert.equal(from.filter((who: string) => who === 'agent').length, answers)
}

/** One conversation each, given once, and nobody has more than they have room for. */
async function checkGiven(db: Db) {
  assert.ok(Math.max(...(await loads(db))) <= capacity)
  const handOvers = await db('message')
    .where({ direction: 'system', author: 'system' })
    .whereLike('data', '%"assigned"%')
    .groupBy('conversation_id')
    .count({ times: '*' })
    .select('conversation_id')
  assert.deepEqual(
    handOvers.filter(({ times }) => Number(times) > 1),
    [],
  )
}

async function loads(db: Db): Promise<number[]> {
  const rows = await db('conversation').whereNotNull('agent_id').groupBy('agent_id').count({ load: '*' })
  return rows.map(({ load }) => Number(load))
}

async function given(db: Db): Promise<number> {
  return (await loads(db)).reduce((sum, load) => sum + load, 0)
}

async function conversations(db: Db): Promise<number[]> {
  return db('conversation').orderBy('id').pluck('id')
}
