import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { isPostgres } from '../core/platform/db/index.ts'
import { staff } from '../core/testing/index.ts'
import { type OfficialRehearsal, simulateOfficial } from '../plugins/wechat/simulator/index.ts'
import { Agent } from './support/agent.ts'
import { eachDatabase } from './support/databases.ts'
import { openTown, type Town } from './support/town.ts'
import { until } from './support/until.ts'

const names = ['anna', 'bo', 'chen', 'dai', 'fang', 'guo']
const kills = 2

eachDatabase('A platform that pushes', ({ create }) => {
  let town: Town<OfficialRehearsal>
  /** What the platform has told of each customer, in the order in which it told it. */
  const told = new Map(names.map((name): [string, string[]] => [name, []]))

  before(async () => {
    town = await openTown(await create(), { plugin: 'wechat', kind: 'official', simulate: simulateOfficial })
    for (const name of names) await town.simulator.phoneOf(name).act({ type: 'follow' })
    await checkInbox()
  })
  after(() => town.stop())

  function say(name: string, text: string): Promise<void> {
    told.get(name)?.push(text)
    return town.simulator.phoneOf(name).act({ type: 'say', text })
  }

  function everybodySays(text: string): Promise<void>[] {
    return names.map((name) => say(name, text))
  }

  /** What every customer has said is in the inbox, once, in the order in which the platform told it. */
  async function checkInbox() {
    await town.simulator.settled()
    for (const name of names) assert.deepEqual(troublesOf(name), [], 'the platform has not given up')
    await until('every push is worked on', async () => (await pending()) === 0)
    for (const name of names) assert.deepEqual(await heardFrom(name), told.get(name))
  }

  function troublesOf(name: string) {
    const { lines } = town.simulator.phoneOf(name).show()
    return lines.filter(({ from, text = '' }) => from === 'provider' && text.includes('故障'))
  }

  async function pending() {
    const row = await town.db('push').whereNotNull('body').count({ n: '*' }).first()
    return Number(row?.['n'])
  }

  async function heardFrom(name: string): Promise<string[]> {
    const { id } = await town
      .db('identity')
      .where({ external_id: town.simulator.phoneOf(name).id })
      .first('id')
    return town
      .db('message')
      .where({ author: `identity:${id}`, kind: 'text' })
      .orderBy('seq')
      .pluck('text')
  }

  /** Nobody else can write for now: to anything on SQLite, to the pushes on PostgreSQL. */
  async function holdUp() {
    const db = await town.connect()
    const trx = await db.transaction()
    if (isPostgres(db)) await trx.raw('lock table push in exclusive mode')
    return async () => {
      await trx.rollback()
      await db.destroy()
    }
  }

  it('for five seconds in vain, while the database is slow, tries again and is told once that all is well', async (t) => {
    const letGo = await holdUp()
    try {
      await say('anna', '有人吗')
      assert.deepEqual(await heardFrom('anna'), [])
    } finally {
      await letGo()
    }
    const began = performance.now()
    await checkInbox()
    t.diagnostic(`the second try was answered after ${Math.round(performance.now() - began)} ms`)
  })

  it(`to a program that is killed ${kills} times over is heard whole, once, and in its order`, async () => {
    const { simulator, restart } = town
    simulator.patience(2 * (await startingTime()))
    for (let kill = 1; kill <= kills; kill += 1) {
      simulator.disturb('duplicate', 3)
      await Promise.all(everybodySays(`${kill} before`))
      simulator.disturb('hold')
      await simulator.phoneOf('bo').act({ type: 'say', text: `${kill} late` })
      await Promise.race(everybodySays(`${kill} under way`))
      await restart()
      await simulator.settled()
      simulator.release()
      told.get('bo')?.push(`${kill} late`)
      await simulator.settled()
    }
    await Promise.all(everybodySays('after'))
    await checkInbox()
  })

  /** Milliseconds that this machine needs to start the program: three tries more will find it. */
  async function startingTime() {
    await town.house.end('SIGKILL')
    return Math.ceil(1000 * (await town.house.start()))
  }

  it('under an old key and a new one is understood, whichever side changes it first', async () => {
    const { simulator, house } = town
    const lin = await new Agent(house.address).signIn(staff.lin.email)
    async function enterKey() {
      const settings = { ...simulator.settings, clockCheck: 'on' }
      const typed = Object.entries(settings).map(([name, value]) => [`settings.${name}`, value])
      const form = { name: 'official', ...Object.fromEntries(typed) }
      const { status, body } = await lin.call('POST', '/admin/channels/1', form)
      assert.equal(status, 303, body)
    }
    simulator.rotate(names.length)
    await Promise.all(everybodySays('still under the old key'))
    await Promise.all(everybodySays('refused at first, since nobody has entered the new one'))
    await enterKey()
    await checkInbox()
    simulator.rotate(2 * names.length)
    await Promise.all([...everybodySays('under the old key, while it is changed'), enterKey()])
    await simulator.settled()
    await Promise.all(everybodySays('under the old key after that'))
    await simulator.settled()
    await Promise.all(everybodySays('under the new one'))
    await checkInbox()
  })
})
