import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { postForm } from '../../../test/support/form.ts'
import { eachDatabase } from '../../../test/support/databases.ts'
import type { Viewer } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import { signedIn, testApp, type TestApp } from '../../testing/index.ts'
import { type NewAlert, raise } from './index.ts'
import { titleOf } from './note.ts'
import { type Answer, startPeer } from './testing/peers.ts'

const late: NewAlert = {
  kind: 'timer.breached',
  level: 'warning',
  title: { key: 'alerts.failing', values: { name: '王小明', reason: '晚了' } },
  body: '怎么还没人理我',
  href: '/desk?conversation=7',
}

eachDatabase('Alerts', ({ create }) => {
  let test: TestApp
  let lin: Viewer
  before(async () => {
    test = await testApp({ database: (await create()).options })
    lin = await test.as('lin')
  })
  after(() => test.stop())

  const say = (alert: Partial<NewAlert> = {}) =>
    transaction(test.app.db, (trx) => raise(trx, { ...late, ...alert }, test.app.clock().toISOString()))
  const get = async (url: string, viewer = lin) =>
    (await test.server.inject({ url, auth: signedIn(viewer) })).payload
  const post = (url: string, form: Record<string, string> = {}) => postForm(test.server, lin, url, form)
  const page = () => get('/admin/alerts/log')
  const peer = async (t: { after: (end: () => unknown) => void }, ...answers: Answer[]) => {
    const started = await startPeer(...answers)
    t.after(() => started.stop())
    return started
  }

  /** Adds a robot by its form, and answers its id. */
  async function robot(url: string, form: Record<string, string> = {}, kind = 'wecom') {
    const added = await post(`/admin/alerts/new/${kind}`, { name: '护士站', 'settings.url': url, ...form })
    assert.equal(added.statusCode, 303, added.payload)
    return Number((await test.app.db('alert_destination').max({ id: 'id' }).first())?.['id'])
  }

  beforeEach(async () => {
    await test.app.db('alert_destination').update({ deleted: 1 })
    await test.app.db('alert').delete()
  })

  it('reach a robot once, with the customer masked and nothing they said', async (t) => {
    const wecom = await peer(t, { body: { errcode: 0 } })
    await robot(wecom.url)
    await say()
    await test.drain()
    assert.equal(wecom.arrived.length, 1)
    assert.match(wecom.arrived[0]?.body ?? '', /王＊＊/)
    assert.ok(!/小明|没人理我/.test(wecom.arrived[0]?.body ?? ''))
    assert.match(await page(), /王\*\*[^]*已发送/)
  })

  it('call who has no name what the house calls them', async (t) => {
    const wecom = await peer(t, { body: { errcode: 0 } })
    await robot(wecom.url)
    const title = { ...late.title, values: { name: '访客 12', reason: '晚了' } }
    await say({ title })
    await test.drain()
    assert.match(wecom.arrived[0]?.body ?? '', /访客 12/)
    assert.match(titleOf(test.app, 'en', { title }, true), /Visitor 12/)
  })

  it('say more of the customer where an admin wished it', async (t) => {
    const wecom = await peer(t, { body: { errcode: 0 } })
    await robot(wecom.url, { personal: 'on' })
    await say()
    await test.drain()
    assert.match(wecom.arrived[0]?.body ?? '', /王小明[^]*没人理我/)
  })

  it('that come together leave as one, of which the worst is the level', async (t) => {
    const wecom = await peer(t, { body: { errcode: 0 } })
    await robot(wecom.url)
    await transaction(test.app.db, async (trx) => {
      for (const level of ['info', 'urgent', 'info'] as const)
        await raise(trx, { ...late, level }, test.app.clock().toISOString())
    })
    await test.drain()
    assert.equal(wecom.arrived.length, 1)
    assert.match(wecom.arrived[0]?.body ?? '', /紧急[^]*共有 3 条提醒/)
  })

  it('are told a program one by one, each under an id of its own', async (t) => {
    const program = await peer(t, { body: {} })
    await robot(program.url, { 'settings.secret': 'a-secret-of-the-clinic' }, 'webhook')
    await say()
    await say()
    await test.drain()
    const ids = program.arrived.map(({ headers }) => headers['webhook-id'])
    assert.equal(new Set(ids).size, 2)
  })

  it('are tried again until the other side is back', async (t) => {
    const wecom = await peer(t, { status: 502, body: {} }, { body: { errcode: 0 } })
    await robot(wecom.url)
    await say()
    await test.drain()
    assert.match(await page(), /发送中[^]*已尝试 1 次 · HTTP 502/)
    test.clock.pass(5)
    await test.drain()
    assert.equal(wecom.arrived.length, 2)
    assert.match(await page(), /已发送/)
  })

  it('have failed after the last try, which whoever looks after them sees everywhere and can repeat', async (t) => {
    const down: Answer = { status: 502, body: {} }
    const wecom = await peer(t, down, down, down, down, down, down, { body: { errcode: 0 } })
    await robot(wecom.url)
    await say()
    for (let minutes = 0; minutes < 30; minutes++) {
      await test.drain()
      test.clock.pass(60)
    }
    assert.equal(wecom.arrived.length, 6)
    assert.match(await get('/admin/clinic'), /提醒通道「护士站」发送失败/)
    const [, retry = ''] = /action="(\/admin\/alerts\/log\/\d+\/retry)"/.exec(await page()) ?? []
    await post(retry)
    await test.drain()
    assert.equal(wecom.arrived.length, 7)
    assert.ok(!(await get('/admin/clinic')).includes('发送失败'))
  })

  it('that a robot refuses for good are not repeated, and the log says why in words', async (t) => {
    const wecom = await peer(t, { body: { errcode: 93000, errmsg: 'invalid webhook url' } })
    await robot(wecom.url)
    await say()
    await test.drain()
    test.clock.pass(3600)
    await test.drain()
    assert.equal(wecom.arrived.length, 1)
    assert.match(await page(), /机器人不存在或地址有误[^]*93000 invalid webhook url/)
  })

  it('wait for the end of silence and come as one, but for what is urgent', async (t) => {
    const wecom = await peer(t, { body: { errcode: 0 } })
    const here = new Date(test.app.clock().getTime() + 8 * 3_600_000)
    const clock = (hours: number) => new Date(here.getTime() + hours * 3_600_000).toISOString().slice(11, 16)
    await robot(wecom.url, { silent: 'on', from: clock(-1), until: clock(1), urgentPasses: 'on' })
    await say()
    await say()
    await say({ level: 'urgent' })
    await test.drain()
    assert.equal(wecom.arrived.length, 1)
    assert.match(wecom.arrived[0]?.body ?? '', /紧急/)
    assert.match(await page(), /静默中/)
    test.clock.pass(3600)
    await test.drain()
    assert.equal(wecom.arrived.length, 2)
    assert.match(wecom.arrived[1]?.body ?? '', /共有 2 条提醒/)
  })

  it('go nowhere that did not ask for them', async (t) => {
    const wecom = await peer(t, { body: { errcode: 0 } })
    await robot(wecom.url, { levels: 'urgent' })
    await say()
    await test.drain()
    assert.equal(wecom.arrived.length, 0)
  })

  it('are given up where the destination is switched off meanwhile', async (t) => {
    const wecom = await peer(t, { status: 502, body: {} })
    const id = await robot(wecom.url)
    await say()
    await test.drain()
    await post(`/admin/alerts/${id}/state`)
    test.clock.pass(60)
    await test.drain()
    assert.equal(wecom.arrived.length, 1)
    assert.match(await page(), /失败[^]*通道已停用/)
  })

  it('can be tried from the page, which shows what the other side said', async (t) => {
    const wecom = await peer(t, { body: { errcode: 0 } }, { body: { errcode: 93000, errmsg: 'invalid' } })
    const id = await robot(wecom.url)
    assert.match((await post(`/admin/alerts/${id}/trial`)).payload, /对方已收下测试消息/)
    assert.match((await post(`/admin/alerts/${id}/trial`)).payload, /测试没有成功[^]*机器人不存在/)
  })

  it('keep the address of a robot secret, also when the form is saved again', async (t) => {
    const wecom = await peer(t, { body: { errcode: 0 } })
    const id = await robot(`${wecom.url}/secret-key`)
    assert.ok(!(await get(`/admin/alerts/${id}`)).includes('secret-key'))
    const row = await test.app.db('alert_destination').where({ id }).first()
    assert.ok(!JSON.stringify(row).includes('secret-key'))
    await post(`/admin/alerts/${id}`, { name: '前台群', 'settings.url': '' })
    await say()
    await test.drain()
    assert.equal(wecom.arrived[0]?.path, '/secret-key')
    assert.match(await get('/admin/alerts'), /前台群/)
  })

  it('come back with a removed destination', async (t) => {
    const wecom = await peer(t, { body: { errcode: 0 } })
    const id = await robot(wecom.url)
    const removed = await post(`/admin/alerts/${id}/removal`)
    assert.match(await get(String(removed.headers.location)), /通道已删除[^]*removal\/removal/)
    await post(`/admin/alerts/${id}/removal/removal`)
    await say()
    await test.drain()
    assert.equal(wecom.arrived.length, 1)
  })
})
