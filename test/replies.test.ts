import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { listConversations, reply } from '../core/modules/conversations/index.ts'
import { addAccount, createClock, staff, testApp, type TestApp } from '../core/testing/index.ts'
import wechat from '../plugins/wechat/index.ts'
import { type OfficialRehearsal, simulateOfficial } from '../plugins/wechat/simulator/index.ts'
import { Agent } from './support/agent.ts'
import { eachDatabase } from './support/databases.ts'
import { openPlatform, type Platform } from './support/platform.ts'
import { openTown, type Town } from './support/town.ts'
import { until } from './support/until.ts'

const sendPath = '/cgi-bin/message/custom/send'
const tokenPath = '/cgi-bin/stable_token'

eachDatabase('Replies in a program that is killed', ({ create }) => {
  let town: Town<OfficialRehearsal>
  before(async () => {
    town = await openTown(await create(), { plugin: 'wechat', kind: 'official', simulate: simulateOfficial })
  })
  after(() => town.stop())

  const states = () => town.db('message').where({ direction: 'out' }).orderBy('id').pluck('state')
  const sends = () => town.simulator.calls.filter(({ path }) => path === sendPath).length

  it('leave once after that where they waited, and are unknown where they were on their way', async () => {
    const { simulator, house, db, restart } = town
    for (const name of ['anna', 'bo']) {
      await simulator.phoneOf(name).act({ type: 'follow' })
      await simulator.phoneOf(name).act({ type: 'say', text: `${name} 在吗` })
    }
    await until(
      'both are in the inbox',
      async () => (await db('message').where({ kind: 'text' })).length === 2,
    )
    const talks: number[] = await db('message').where({ kind: 'text' }).orderBy('id').pluck('conversation_id')
    const lin = await new Agent(house.address).signIn(staff.lin.email)
    simulator.fail(sendPath, 'hang', { done: true, times: 2 })
    for (const text of ['在的', '您说', '请讲'])
      for (const id of talks) {
        const said = { clientId: randomUUID(), text }
        assert.equal((await lin.call('POST', `/conversations/${id}/messages`, said)).status, 201)
      }
    await until('the platform has the first ones', () => sends() === 2)
    await restart()
    await until('every reply has its end', async () => !(await states()).some((state) => open.has(state)))
    assert.deepEqual(await states(), ['unknown', 'unknown', 'sent', 'sent', 'sent', 'sent'])
    for (const name of ['anna', 'bo'])
      assert.deepEqual(answersTo(simulator, name), ['在的', '您说', '请讲'], name)
  })
})

const open = new Set(['queued', 'sending'])

eachDatabase('A burst of replies', ({ create }) => {
  const patients = Array.from({ length: 10 }, (_, number) => `patient ${number}`)
  const texts = ['您好', '在的', '周六有空', '下午两点', '到时见']
  const clock = createClock()
  let platform: Platform<OfficialRehearsal>
  let test: TestApp
  let sends = 0

  before(async () => {
    const around = (handle: Platform<OfficialRehearsal>['simulator']['serve']): typeof handle => {
      return (request, response) => {
        if (request.url?.startsWith(sendPath) && ++sends === 20) platform.simulator.endTokens()
        handle(request, response)
      }
    }
    platform = await openPlatform(simulateOfficial, { now: () => clock.now().getTime(), around })
    test = await testApp({ database: (await create()).options, plugins: [wechat], clock })
    const { settings } = platform.simulator
    const key = await addAccount(test, { plugin: 'wechat', kind: 'official', settings })
    platform.pushTo(`${test.url}/hooks/wechat/${key}/`)
  })
  after(async () => {
    await test.stop()
    await platform.stop()
  })

  it('in whose middle the token ends leaves whole and once, with one new token', async () => {
    const { simulator } = platform
    const tokensGiven = () => simulator.calls.filter(({ path }) => path === tokenPath).length
    for (const name of patients) {
      await simulator.phoneOf(name).act({ type: 'follow' })
      await simulator.phoneOf(name).act({ type: 'say', text: '在吗' })
    }
    await simulator.settled()
    await test.drain()
    const before = tokensGiven()
    const lin = await test.as('lin')
    const rows = await listConversations(test.app, lin, { view: 'all', limit: 100 })
    for (const { id } of rows)
      for (const text of texts) await reply(test.app, lin, id, { clientId: randomUUID(), text })
    await test.drain()
    const states = await test.app.db('message').where({ direction: 'out' }).pluck('state')
    assert.deepEqual(states, Array(50).fill('sent'))
    for (const name of patients) assert.deepEqual(answersTo(simulator, name), texts, name)
    assert.ok(sends > 50, 'some were refused for their token and said again')
    assert.equal(tokensGiven() - before, 1)
  })
})

/** What the clinic has said, as it stands on a phone. */
function answersTo(simulator: OfficialRehearsal, name: string) {
  const { lines } = simulator.phoneOf(name).show()
  return lines.filter(({ from }) => from === 'clinic').map(({ text }) => text)
}
