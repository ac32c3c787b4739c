import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { present } from '../../core/modules/agents/index.ts'
import { type Call, findCall } from '../../core/modules/calls/index.ts'
import { phonesOf } from '../../core/modules/lines/index.ts'
import { connect, type Db } from '../../core/platform/db/index.ts'
import type { Phone as PhoneOfStaff } from '../../core/plugin/index.ts'
import { staff } from '../../core/testing/index.ts'
import { Agent } from '../support/agent.ts'
import { createPostgres, type TestDatabase } from '../support/databases.ts'
import { type House, prepareHouse, type Program } from '../support/process.ts'
import { until } from '../support/until.ts'
import { tone } from './support/audio/tones.ts'
import { wav } from './support/audio/wav.ts'
import { type Exchange, startExchange } from './support/exchange.ts'
import { hearEachOther, mustHear } from './support/line.ts'
import { openCarrier, type Phone } from './support/phones/index.ts'
import { describeTelephone } from './support/runtime.ts'
import { areThere, equip, openPhones, ours, type Seated } from './support/seats.ts'

/** What callers hear while no process of ours hears the exchange. */
const away = 700

await describeTelephone('Processes of one clinic', () => {
  let exchange: Exchange
  let house: House
  let other: Program
  let database: TestDatabase
  let db: Db
  let phones: Record<Seated, Phone>
  let carrier: Phone

  before(async () => {
    exchange = await startExchange()
    await writeFile(join(exchange.folder, 'data/sounds/front-desk-away.wav'), wav(tone(away, 1)))
    database = await createPostgres()
    const { options } = database
    db = await connect(options)
    let known: PhoneOfStaff[] = []
    const account = { plugin: 'asterisk', kind: 'pbx', settings: exchange.settings }
    house = await prepareHouse(options.url, account, async (app, channelId) => {
      await equip(app, channelId)
      known = await phonesOf(app, channelId)
    })
    await house.start()
    await until(
      'the exchange knows the phones',
      async () => !/Unable/.test(await exchange.console('pjsip show endpoint 8003')),
    )
    phones = await openPhones(exchange, known)
    await until('all phones are there', () => areThere(db))
    carrier = await openCarrier(exchange, { voice: 440 })
  })
  after(async () => {
    await db?.destroy()
    await house?.remove()
    await database?.remove()
    await exchange?.stop()
  })

  async function newest(state: Call['state']): Promise<Call> {
    let call: Call | undefined
    await until(`a call is ${state}`, async () => {
      const row = await db('call').orderBy('id', 'desc').first('id')
      call = row && (await findCall(db, row.id))
      return call?.state === state
    })
    return call ?? assert.fail('no call')
  }

  /** A customer who talks with mei. */
  async function talk() {
    const { id } = await db('agent').where({ email: staff.mei.email }).first('id')
    await db('agent_line').update({ state: 'idle', call_id: null, wrap_until: null })
    await present(db, id, 'away', new Date())
    const anna = await carrier.call(ours, { from: '13900139000' })
    await newest('queued')
    await present(db, id, 'online', new Date())
    const mei = await phones.mei.rings()
    await mei.answer()
    const call = await newest('talking')
    await hearEachOther([anna, 440], [mei, 1300])
    return { anna, mei, call }
  }

  it('that are killed in mid-call leave it as it is, and have it again when they are back', async () => {
    const { anna, mei, call } = await talk()
    await house.end('SIGKILL')
    await hearEachOther([anna, 440], [mei, 1300])
    const bo = await carrier.call(ours, { from: '13900139001' })
    await until('bo hears that nobody is there', () => bo.media.ear.first(away) !== undefined)
    await bo.hangUp()
    await house.start()
    const desk = await new Agent(house.address).signIn(staff.mei.email)
    await until('the exchange is heard', async () => /qiantai/.test(await exchange.console('ari show apps')))
    assert.equal((await desk.call('POST', `/calls/${call.id}/hold`)).status, 204)
    await mustHear(anna, [600])
    await desk.call('POST', `/calls/${call.id}/resume`)
    await hearEachOther([anna, 440], [mei, 1300])
    await desk.call('POST', `/calls/${call.id}/hang-up`)
    await anna.until('ended')
    await mei.until('ended')
    let over: Call | undefined
    await until('the call is over', async () => (over = await findCall(db, call.id))?.state === 'ended')
    assert.deepEqual([over?.outcome, over?.endedBy], ['answered', 'agent'])
  })

  it('act on what another hears, and take over when that is killed', async (t) => {
    const { anna, mei, call } = await talk()
    other = await house.beside()
    await other.start()
    const desk = await new Agent(other.address).signIn(staff.mei.email)
    await desk.call('POST', `/calls/${call.id}/hold`)
    await mustHear(anna, [600])
    await house.end('SIGKILL')
    const killed = performance.now()
    await desk.call('POST', `/calls/${call.id}/resume`)
    await hearEachOther([anna, 440], [mei, 1300])
    await anna.hangUp()
    const { outcome } = await newest('ended')
    t.diagnostic(`taken over and ended ${Math.round(performance.now() - killed)} ms after the kill`)
    assert.equal(outcome, 'answered')
    await mei.until('ended')
  })
})
