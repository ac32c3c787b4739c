import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { after, before, it } from 'node:test'
import type { Simulator } from '../core/plugin/index.ts'
import { addAccount, createClock, testApp, type TestApp } from '../core/testing/index.ts'
import wechat from '../plugins/wechat/index.ts'
import { type KefuRehearsal, simulateKefu } from '../plugins/wechat/simulator/index.ts'
import { eachDatabase } from './support/databases.ts'
import { openPlatform, type Platform } from './support/platform.ts'
import { openTown, type Town } from './support/town.ts'
import { until } from './support/until.ts'

type Serve = Simulator['serve']

const syncPath = '/cgi-bin/kf/sync_msg'
const tokenPath = '/cgi-bin/gettoken'
const names = ['anna', 'bo', 'chen']
const kills = 2
/** Milliseconds that a pull takes, so that two of them would meet. */
const slowness = 20

eachDatabase('A platform that is pulled from by a program that is killed', ({ create }) => {
  let town: Town<KefuRehearsal>
  before(async () => {
    town = await openTown(await create(), { plugin: 'wechat', kind: 'kefu', simulate: simulateKefu })
  })
  after(() => town.stop())

  const stored = () => town.db('message').where({ kind: 'text' }).orderBy('id').pluck('text')

  it(`is read whole and once, ${kills} times in the middle of a page and between two`, async () => {
    const { simulator, restart } = town
    const told: string[] = []
    for (let kill = 1; kill <= kills; kill += 1) {
      const known = told.length
      simulator.spoilPages('short', 'empty', 'repeat')
      for (let number = 1; number <= 40; number += 1) {
        for (const name of names) {
          told.push(`${name} ${kill}.${number}`)
          void simulator.phoneOf(name).act({ type: 'say', text: `${name} ${kill}.${number}` })
        }
      }
      await until('some are stored', async () => (await stored()).length >= known + 10 * kill)
      await restart()
      await until('all are stored', async () => (await stored()).length >= told.length)
    }
    const texts = await stored()
    for (const name of names) {
      const theirs = (all: string[]) => all.filter((text) => text.startsWith(name))
      assert.deepEqual(theirs(texts), theirs(told))
    }
  })
})

eachDatabase('Two processes that pull from one platform', ({ engine, create }) => {
  if (engine === 'SQLite') return // which has one process
  const clock = createClock()
  let platform: Platform<KefuRehearsal>
  let first: TestApp
  let second: TestApp
  let key: string
  const pulling = { now: 0, most: 0, calls: 0 }

  before(async () => {
    const around = (handle: Serve): Serve => {
      return (request, response) => {
        if (!request.url?.startsWith(syncPath)) return handle(request, response)
        notePull(response)
        setTimeout(() => handle(request, response), slowness)
      }
    }
    platform = await openPlatform(simulateKefu, { now: () => clock.now().getTime(), around })
    first = await testApp({ database: (await create()).options, plugins: [wechat], clock })
    const { settings } = platform.simulator
    key = await addAccount(first, { plugin: 'wechat', kind: 'kefu', settings })
    second = await testApp({ beside: first, plugins: [wechat] })
    await second.drain()
  })
  after(async () => {
    await second.stop()
    await first.stop()
    await platform.stop()
  })

  function notePull(response: ServerResponse) {
    pulling.calls += 1
    pulling.most = Math.max(pulling.most, ++pulling.now)
    response.once('close', () => (pulling.now -= 1))
  }

  it('share the token and the cursor: one pulls at a time, and no message comes twice', async () => {
    const { simulator, pushTo } = platform
    const told: string[] = []
    const tokensGiven = () => simulator.calls.filter(({ path }) => path === tokenPath).length
    const before = tokensGiven()
    simulator.endTokens()
    for (let number = 1; number <= 60; number += 1) {
      const { url } = number % 2 ? first : second
      pushTo(`${url}/hooks/wechat/${key}/`)
      for (const name of names) {
        told.push(`${name} ${number}`)
        await simulator.phoneOf(name).act({ type: 'say', text: `${name} ${number}` })
      }
    }
    await simulator.settled()
    await Promise.all([first.drain(), second.drain()])
    const stored = () => first.app.db('message').where({ kind: 'text' }).orderBy('id').pluck('text')
    await until('all are stored', async () => (await stored()).length >= told.length)
    await Promise.all([first.drain(), second.drain()])
    assert.deepEqual(await stored(), told)
    assert.equal(pulling.most, 1)
    assert.ok(pulling.calls > 2)
    assert.equal(tokensGiven() - before, 1)
  })
})
