import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { postForm } from '../../../test/support/form.ts'
import type { Viewer } from '../../module.ts'
import { signedIn, testApp, type TestApp } from '../../testing/index.ts'
import { findAgent, present, stayPresent } from './index.ts'

eachDatabase('Presence', ({ create }) => {
  let test: TestApp
  let hao: Viewer
  before(async () => {
    test = await testApp({ database: (await create()).options })
    hao = await test.as('hao')
  })
  after(() => test.stop())

  const choose = (state: string) => postForm(test.server, hao, '/account/presence', { state })
  async function seen() {
    const agent = await findAgent(test.app, hao.agentId)
    return [agent?.presence, agent?.presentSince]
  }

  it('says since when a break lasts, however often the screen renews it or it is chosen again', async () => {
    const since = test.clock.now().toISOString()
    await choose('break')
    test.clock.pass(60)
    await stayPresent(test.app.db, hao.agentId, test.clock.now())
    await choose('break')
    assert.deepEqual(await seen(), ['break', since])
    const viewer = await test.as('hao')
    assert.deepEqual([viewer.presence, viewer.presentSince], ['break', since])
  })

  it('begins anew with another choice, and as online when the lease had ended', async () => {
    test.clock.pass(10)
    await choose('online')
    assert.deepEqual(await seen(), ['online', test.clock.now().toISOString()])
    await present(test.app.db, hao.agentId, 'break', test.clock.now())
    test.clock.pass(600)
    assert.deepEqual(await seen(), [undefined, undefined])
    await stayPresent(test.app.db, hao.agentId, test.clock.now())
    assert.deepEqual(await seen(), ['online', test.clock.now().toISOString()])
  })

  it('counts work through being busy, until a break', async () => {
    const working = async () => (await findAgent(test.app, hao.agentId))?.workingSince
    await choose('break')
    assert.equal(await working(), undefined)
    const since = test.clock.now().toISOString()
    await choose('online')
    test.clock.pass(60)
    await choose('busy')
    test.clock.pass(60)
    await choose('online')
    assert.equal(await working(), since)
    await choose('away')
    assert.equal(await working(), undefined)
    await choose('online')
    assert.equal(await working(), test.clock.now().toISOString())
  })

  it('has the queue looked at when somebody opens their screen, not each time that it is renewed', async () => {
    test.clock.pass(600)
    await test.drain()
    let looks = 0
    test.app.jobs.handle('reception.free', { run: async () => void (looks += 1) })
    for (const seconds of [0, 30, 60]) {
      test.clock.pass(seconds)
      await stayPresent(test.app.db, hao.agentId, test.clock.now())
    }
    await test.drain()
    assert.equal(looks, 1)
  })

  it('takes no state that there is not', async () => {
    assert.equal((await choose('asleep')).statusCode, 400)
  })

  it('shows a break and its clock to whoever manages agents, and in the own menu', async () => {
    await choose('break')
    const [lin, own] = [await test.as('lin'), await test.as('hao')]
    const list = await test.server.inject({ url: '/admin/agents', auth: signedIn(lin) })
    assert.match(list.payload, /小休<\/span> <time class="faint" data-since="2026-/)
    const desk = await test.server.inject({ url: '/desk', auth: signedIn(own) })
    assert.match(
      desk.payload,
      /value="break" aria-checked="true"[^]*?小休<time class="menu-since" data-since="2026-/,
    )
  })
})
