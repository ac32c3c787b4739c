import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { numbers, openSwitchboard, type Switchboard } from '../../../test/support/switchboard.ts'
import { expectedWaits } from './index.ts'
import { phoneScreen } from './pages/phone.ts'

eachDatabase('What is measured of calls', ({ create }) => {
  let board: Switchboard
  const open = async () => (board = await openSwitchboard((await create()).options))
  afterEach(() => board.stop())

  it('is how good the line is on both sides, and that one of them hears nothing', async () => {
    const { app, channelId, exchange, rings, happens, is, call, clock } = await open()
    await is('hao', 'online')
    await rings('bo')
    await happens(() => exchange.pickUp('801'))
    clock.pass(11)
    await happens()
    const { quality } = await call()
    assert.deepEqual([quality?.customer?.lost, quality?.agent?.jitter], [0.1, 4])
    const voice = app.channels.open(channelId)?.voice ?? assert.fail()
    const hao = await board.as('hao')
    const told = app.db('event').where({ type: 'phone.state', topic: `phone:${hao.agentId}` })
    const before = (await told).length
    voice.quality = async (leg) =>
      leg.includes('agent') ? { jitter: 0, lost: 0, received: 0, sent: 900 } : undefined
    clock.pass(31)
    await happens()
    assert.equal((await call()).quality?.agent?.received, 0)
    assert.ok((await told).length > before)
    const screen = await phoneScreen(app, hao)
    assert.equal('talk' in screen && screen.talk?.oneWay, 'agent-mute')
  })

  it('is how long somebody who calls now would wait, where that can be known', async () => {
    const { app, channelId, teamId, exchange, rings, happens, is, clock } = await open()
    await board.queue({ wrapSeconds: 30 })
    await is('hao', 'online')
    const expected = async () => (await expectedWaits(app, channelId, [teamId])).get(teamId)
    assert.equal(await expected(), undefined)
    for (const seconds of [60, 90, 120]) {
      await rings('bo')
      await happens(() => exchange.pickUp('801'))
      clock.pass(seconds)
      await is('hao', 'online')
      await happens(() => exchange.hangUp(numbers.bo))
      clock.pass(31)
      await is('hao', 'online')
    }
    assert.equal(await expected(), 120)
    await is('mei', 'online')
    assert.equal(await expected(), 60)
    await is('hao', 'away')
    await is('mei', 'away')
    assert.equal(await expected(), undefined)
  })
})
