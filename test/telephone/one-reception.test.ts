import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { writeSetting } from '../../core/modules/clinic/index.ts'
import { close, mergePeople, openConversation } from '../../core/modules/conversations/index.ts'
import { placeOf } from '../../core/modules/reception/index.ts'
import { photo } from '../../core/platform/files/corpus.ts'
import { addAccount } from '../../core/testing/index.ts'
import webchat from '../../plugins/webchat/index.ts'
import { Client } from '../../plugins/webchat/testing/client.ts'
import wechat from '../../plugins/wechat/index.ts'
import { type OfficialRehearsal, simulateOfficial } from '../../plugins/wechat/simulator/index.ts'
import { openPlatform, type Platform } from '../support/platform.ts'
import { until } from '../support/until.ts'
import { type Clinic, type Seated, useClinic } from './support/clinic.ts'
import { describeTelephone } from './support/runtime.ts'

const number = '13900139000'

await describeTelephone('A customer who calls at the busy hour and has to show a photo', () => {
  const clinic = useClinic([wechat, webchat])
  let platform: Platform<OfficialRehearsal>
  let web: Client

  before(async () => {
    const { db } = clinic.app
    await db('team_member').insert({ team_id: clinic.teamId, agent_id: clinic.ids.lin })
    await writeSetting(db, 'reception', { mode: 'automatic' })
    await writeSetting(db, 'timers', { on: true })
    await writeSetting(db, 'ratings', { on: true, delay: 0 })
    platform = await openPlatform(simulateOfficial, { now: () => clinic.clock.now().getTime() })
    const { settings } = platform.simulator
    const key = await addAccount(clinic, { plugin: 'wechat', kind: 'official', settings })
    platform.pushTo(`${clinic.url}/hooks/wechat/${key}/`)
    const site = { title: '官网', consentRequired: false }
    const account = await addAccount(clinic, { plugin: 'webchat', kind: 'site', settings: site })
    web = new Client(clinic.url, account)
  })
  after(() => platform.stop())

  it('queues once, is met by one agent, and is asked once how it was', async (t) => {
    await becomeKnown()
    const others = [await clinic.rings('13800138001'), await clinic.rings('13800138002')]
    await until('both wait', async () => (await calls(clinic, 'queued')) === 2)
    const anna = await clinic.rings(number)
    await until('she waits, too', async () => (await calls(clinic, 'queued')) === 3)
    const { conversation_id: id } = await clinic.app.db('call').orderBy('id', 'desc').first()
    const beforeAll = (await said(clinic, id)).length
    const place = () => placeOf(clinic.app, [id]).then((places) => places.get(id)?.position)
    assert.equal(await place(), 3)

    const began = performance.now()
    await platform.simulator.phoneOf('anna').act({ type: 'picture', name: 'face.jpg', data: await photo() })
    await until('the photo is there', async () => (await said(clinic, id)).includes('image'))
    t.diagnostic(`photo at the desk after ${Math.round(performance.now() - began)} ms`)
    await web.say('在微信发了照片', randomUUID())
    await until('her words are there', async () => (await said(clinic, id)).includes('text'))
    assert.deepEqual(await openWith(clinic, id), [id])
    assert.equal(await place(), 3)
    await until('her clock runs', async () => (await clocks(clinic, id)) > 0)
    assert.equal(await clocks(clinic, id), 1)

    await meets(clinic, 'hao')
    await meets(clinic, 'mei')
    await until('she is next', async () => (await place()) === 1)
    const agent = await meets(clinic, 'lin')
    await until('they speak', async () => (await calls(clinic, 'talking')) === 3)
    const lin = await clinic.as('lin')
    const { agent: holder, messages } = await openConversation(clinic.app, lin, id)
    assert.equal(holder?.id, lin.agentId)
    assert.ok(messages.some(({ kind, files }) => kind === 'image' && files.length === 1))
    assert.deepEqual((await said(clinic, id)).slice(beforeAll), ['image', 'text'])
    assert.equal(await gifts(clinic, id), 1)

    await agent.hangUp()
    await anna.until('ended')
    for (const other of others) await other.hangUp()
    await close(clinic.app, lin, id)
    await clinic.drain()
    const ratings = await clinic.app.db('rating').where({ conversation_id: id })
    assert.equal(ratings.length, 1)
  })

  /** She has written on the website and in WeChat, and called: staff know by now that all three are her. */
  async function becomeKnown() {
    const { app, as, drain, clock } = clinic
    await web.session()
    await web.say('你好', randomUUID())
    await platform.simulator.phoneOf('anna').act({ type: 'follow' })
    await platform.simulator.phoneOf('anna').act({ type: 'say', text: '你好' })
    await platform.simulator.settled()
    const call = await clinic.rings(number)
    await clinic.callIn('queued')
    await call.hangUp()
    await clinic.callIn('ended')
    await drain()
    const lin = await as('lin')
    const [kept, ...others]: number[] = await app.db('person').orderBy('id', 'desc').pluck('id')
    for (const from of others) await mergePeople(app, lin, { from, to: kept ?? 0 })
    for (const { id } of await app.db('conversation').whereNot('status', 'closed')) await close(app, lin, id)
    await drain()
    clock.pass(25 * 60 * 60)
  }
})

/** Comes, and answers the next who waits. */
async function meets({ is, phones }: Clinic, name: Seated) {
  await is(name, 'online')
  const call = await phones[name].rings()
  await call.answer()
  return call
}

async function calls({ app }: Clinic, state: string): Promise<number> {
  return (await app.db('call').where({ state })).length
}

/** What the customer has sent into this conversation, by kind. */
async function said({ app }: Clinic, id: number): Promise<string[]> {
  return app
    .db('message')
    .where({ conversation_id: id, direction: 'in' })
    .whereNot({ kind: 'call' })
    .orderBy('seq')
    .pluck('kind')
}

/** Every open conversation of whoever this one is with. */
async function openWith({ app }: Clinic, id: number): Promise<number[]> {
  const { person_id: personId } = await app.db('conversation').where({ id }).first('person_id')
  return app.db('conversation').where({ person_id: personId }).whereNot('status', 'closed').pluck('id')
}

async function clocks({ app }: Clinic, id: number): Promise<number> {
  return (await app.db('timer').where({ conversation_id: id, stopped_at: null })).length
}

/** How often it was given to somebody. */
async function gifts({ app }: Clinic, id: number): Promise<number> {
  const lines = await app.db('message').where({ conversation_id: id, direction: 'system' }).pluck('data')
  return lines.filter((data: string) => /"key":"(taken|assigned)"/.test(data)).length
}
