import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { postForm } from '../../../test/support/form.ts'
import type { Viewer } from '../../module.ts'
import { signedIn, testApp, type TestApp } from '../../testing/index.ts'
import { salon, type SalonProvider } from '../../testing/salon/index.ts'
import { addChannel, channelOf, openSettings } from './index.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }
const good = { appId: 'wx0001', secret: 'open-sesame' }

describe('The pages of an account', () => {
  let provider: SalonProvider
  let test: TestApp
  let lin: Viewer
  let id: number
  let base: string
  before(async () => {
    const shop = salon()
    provider = shop.provider
    test = await testApp({ plugins: [shop.plugin] })
    lin = await test.as('lin')
    id = await add('美丽号', good)
    base = `/admin/channels/${id}`
  })
  beforeEach(() => Object.assign(provider, { menu: [], health: [], notices: [], refusal: undefined }))
  after(() => test.stop())

  async function add(name: string, settings: object, untested = false) {
    const account = { plugin: 'salon', kind: 'official', name, settings: { ...settings }, untested }
    const added = await addChannel(test.app, admin, account)
    await test.drain()
    return added
  }
  const get = (url: string, viewer = lin) => test.server.inject({ url, auth: signedIn(viewer) })
  const post = (url: string, form: Record<string, string> = {}, viewer = lin) =>
    postForm(test.server, viewer, url, form)
  /** The form again as a browser would post it: what it shows, and what it carries unseen. */
  const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]
  const audited = async (action: string) =>
    test.app.db('audit').where({ action }).orderBy('id', 'desc').first()

  describe('when one is added', () => {
    const path = '/admin/channels/new/salon/official'
    const wrong = { name: '新号', 'settings.appId': 'wx0009', 'settings.secret': 'typo-in-the-secret' }

    it('say what the kind is for, and what to have at hand', async () => {
      const { payload } = await get('/admin/channels/new')
      assert.match(payload, /src="\/p\/salon\/icons\/official\.svg"/)
      assert.match(payload, /已认证的美丽号/)
    })

    it('hold fields to their pattern', async () => {
      const { payload, statusCode } = await post(path, { ...wrong, 'settings.appId': 'xx0009' })
      assert.equal(statusCode, 422)
      assert.match(payload, /id="settings\.appId-error"/)
    })

    it("show the provider's refusal beside the field, and lose no secret that was typed", async () => {
      const refused = await post(path, { ...wrong, 'settings.token': 'tokenOfOurs' })
      assert.equal(refused.statusCode, 422)
      assert.match(refused.payload, /id="settings\.secret-error"[^]*?AppSecret 不正确/)
      assert.ok(!refused.payload.includes('tokenOfOurs'))
      const carried = hidden(refused.payload, 'carried') ?? ''
      const again = { ...wrong, 'settings.secret': 'open-sesame', 'settings.token': '', carried }
      const added = await post(path, again)
      assert.equal(added.statusCode, 303)
      assert.match(String(added.headers.location), /\/guide$/)
      const channel = await channelOf(test.app, Number(/\d+/.exec(String(added.headers.location))?.[0]))
      assert.equal(openSettings(test.app, channel)['token'], 'tokenOfOurs')
    })

    it('carry nothing into the session of somebody else', async () => {
      const refused = await post(path, { ...wrong, 'settings.appId': 'wx000a', 'settings.token': 'tok1' })
      const carried = hidden(refused.payload, 'carried') ?? ''
      const stolen = { ...wrong, 'settings.appId': 'wx000a', 'settings.secret': 'open-sesame', carried }
      const added = await post(path, stolen, await test.as('lin'))
      const channel = await channelOf(test.app, Number(/\d+/.exec(String(added.headers.location))?.[0]))
      assert.equal(openSettings(test.app, channel)['token'], undefined)
    })

    it('save it untested where the provider has to be set up first', async () => {
      const form = { ...wrong, 'settings.appId': 'wx000b', 'settings.token': 'tok2', untested: 'on' }
      const added = await post(path, form)
      assert.equal(added.statusCode, 303)
      await post(String(added.headers.location).replace('guide', 'removal'))
    })
  })

  describe('about its health', () => {
    it('show what the plugin says and when, and warn admins on every page until it is mended', async () => {
      provider.health = [
        { level: 'warning', text: 'salon:health.ends', values: { days: 6 }, authorize: true },
        { level: 'good', text: 'salon:health.fine' },
      ]
      test.clock.pass(120)
      const { payload } = await get(base)
      assert.match(payload, /授权将在 6 天后到期/)
      assert.match(payload, /href="\/admin\/channels\/\d+\/authorization"/)
      assert.match((await get('/admin/clinic')).payload, /banner-warn[^]*?美丽号[^]*?授权将在 6 天后到期/)
      assert.match((await get('/desk')).payload, /id="alerts-dot"><span class="dot dot-warn"/)
      const hao = await get('/desk', await test.as('hao'))
      assert.doesNotMatch(hao.payload, /dot-warn"><\/span><span class="visually-hidden">/)
      provider.health = []
      test.clock.pass(120)
      await get(base)
      assert.doesNotMatch((await get('/admin/clinic')).payload, /授权将在/)
    })

    it('put a refused account before what is only unwell, and a paused one nowhere', async () => {
      const bad = await add('老账号', { appId: 'wx0002', secret: 'forgotten' }, true)
      assert.match((await get('/desk')).payload, /dot-danger/)
      assert.match((await get('/admin/clinic')).payload, /banner-danger[^]*?老账号[^]*?AppSecret 不正确/)
      await post(`/admin/channels/${bad}/pause`)
      assert.doesNotMatch((await get('/desk')).payload, /dot-danger/)
    })

    it('say in red what is unwise about the settings', async () => {
      const plain = await add('明文', { ...good, appId: 'wx0003', mode: 'plain' })
      assert.match((await get(`/admin/channels/${plain}`)).payload, /banner-danger[^]*?伪造客户消息/)
      assert.doesNotMatch((await get(base)).payload, /伪造客户消息/)
    })
  })

  describe('about the leave of its provider', () => {
    const leave = async () => new URL(String((await get(`${base}/authorization`)).headers.location))
    const comeBack = (state: string, viewer = lin) =>
      get(`${base}/authorization/return?${new URLSearchParams({ code: 'X1', state })}`, viewer)

    it('go to the provider and store what it answers, which is audited', async () => {
      const address = await leave()
      assert.equal(address.origin, 'https://salon.test')
      assert.ok(address.searchParams.get('url')?.endsWith(`${base}/authorization/return`))
      const back = await comeBack(address.searchParams.get('state') ?? '')
      assert.equal(back.headers.location, base)
      assert.equal(openSettings(test.app, await channelOf(test.app, id))['token'], 'tokenX1')
      const deed = await audited('channel.authorize')
      assert.equal(deed.actor, `agent:${lin.agentId}`)
      assert.ok(!deed.detail.includes('tokenX1'))
    })

    it('take nothing from a trip of another session, an old one, or one that never began', async () => {
      await test.drain()
      const state = (await leave()).searchParams.get('state') ?? ''
      assert.equal((await comeBack(state, await test.as('lin'))).statusCode, 422)
      assert.equal((await comeBack('')).statusCode, 422)
      test.clock.pass(16 * 60)
      const late = await comeBack(state)
      assert.equal(late.statusCode, 422)
      assert.match(late.payload, /不是从本页面发起/)
    })

    it('say why the provider refused', async () => {
      const state = (await leave()).searchParams.get('state') ?? ''
      provider.refusal = { reason: '用户取消了授权' }
      assert.match((await comeBack(state)).payload, /用户取消了授权/)
    })
  })

  describe('about its menu', () => {
    const entry = { 'item.0.name': '项目价格', 'item.0.type': 'say', 'item.0.key': '价格' }

    it('show what the provider has, and save what was changed', async () => {
      provider.menu = [{ name: '预约', type: 'link', url: 'https://clinic.test' }]
      assert.match((await get(`${base}/menu`)).payload, /name="item\.0\.name" value="预约"/)
      assert.equal((await post(`${base}/menu`, { ...entry, do: 'save' })).statusCode, 303)
      assert.deepEqual(provider.menu, [{ name: '项目价格', type: 'say', key: '价格' }])
      assert.match((await audited('channel.menu')).detail, /项目价格/)
    })

    it('lose nothing where the provider refuses, and say its reason', async () => {
      provider.refusal = { reason: 'invalid button name size' }
      const { payload, statusCode } = await post(`${base}/menu`, { ...entry, do: 'save' })
      assert.equal(statusCode, 422)
      assert.match(payload, /invalid button name size/)
      assert.match(payload, /value="项目价格"/)
      assert.deepEqual(provider.menu, [])
    })

    it('say beside the name that it is too long, and do not bother the provider', async () => {
      const long = { ...entry, 'item.0.name': '这个名字太长了', do: 'save' }
      assert.match((await post(`${base}/menu`, long)).payload, /id="item\.0\.name-error"[^]*?最多 16 字节/)
      assert.deepEqual(provider.menu, [])
    })

    it('bring back what was removed', async () => {
      const removed = await post(`${base}/menu`, { ...entry, do: 'remove:0' })
      assert.doesNotMatch(removed.payload, /name="item\.0\.name"/)
      const before = hidden(removed.payload, 'before')?.replaceAll('&quot;', '"') ?? ''
      const undone = await post(`${base}/menu`, { before, do: 'undo' })
      assert.match(undone.payload, /name="item\.0\.name" value="项目价格"/)
    })

    it('edit nothing blindly where the provider does not say what it has', async () => {
      provider.refusal = { reason: '系统繁忙' }
      const { payload, statusCode } = await get(`${base}/menu`)
      assert.equal(statusCode, 200)
      assert.match(payload, /系统繁忙/)
      assert.doesNotMatch(payload, /value="save"/)
    })
  })

  it('hold what the provider pushed in vain, with its reason, until it is tried again', async () => {
    const { db } = test.app
    const at = test.clock.now().toISOString()
    const push = { channel_id: id, key: 'push-1', body: '{}', at }
    const [{ id: pushId }] = await db('push').insert(push).returning('id')
    const payload = JSON.stringify({ pushId })
    const job = {
      name: 'channel.push',
      payload,
      state: 'buried',
      reason: '图片下载失败',
      due_at: at,
      created_at: at,
    }
    const [{ id: jobId }] = await db('job').insert(job).returning('id')
    assert.match((await get(base)).payload, /图片下载失败/)
    const other = await add('二店', { ...good, appId: 'wx0010' })
    assert.doesNotMatch((await get(`/admin/channels/${other}`)).payload, /图片下载失败/)
    assert.equal((await post(`/admin/channels/${other}/work/${jobId}/retry`)).statusCode, 404)
    assert.equal((await post(`${base}/work/${jobId}/retry`)).statusCode, 303)
    assert.doesNotMatch((await get(base)).payload, /图片下载失败/)
    assert.equal((await audited('channel.retry')).object, `channel:${id}`)
  })

  it('lead to what has to be changed at the provider when the address is a new one', async () => {
    const { key } = await channelOf(test.app, id)
    assert.equal((await post(`${base}/key`)).headers.location, `${base}/guide`)
    assert.ok(!(await get(`${base}/setup`)).payload.includes(key))
  })

  it('list what agents may send once the window has closed', async () => {
    const fields = [{ key: 'item', label: '项目', example: '热玛吉' }]
    provider.notices = [{ template: 'T1', title: '预约成功', text: '您预约的{{item}}已确认', fields }]
    assert.match((await get(`${base}/notices`)).payload, /您预约的<mark>热玛吉<\/mark>已确认/)
    provider.refusal = { reason: '接口未授权' }
    assert.match((await get(`${base}/notices`)).payload, /接口未授权/)
  })

  it("hand the plugin's panel the address of its hooks", async () => {
    const { key } = await channelOf(test.app, id)
    const panel = (await get(`${base}/setup`)).payload
    assert.match(panel, new RegExp(`https?://([^/<]+)/hooks/salon/${key}<[^]*<dd>\\1</dd>`))
  })
})
