import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { postForm } from '../../../test/support/form.ts'
import { openPhones, type Phones } from '../../../test/support/phones.ts'
import { signedIn, testApp } from '../../testing/index.ts'
import { draftOf, fieldsOf } from './editor/draft.ts'
import { listLines, queueSettings } from './index.ts'
import { storedFlow } from './service/flows.ts'
import { listExtensions } from './store/extensions.ts'

describe('The pages of the telephone', () => {
  let house: Phones
  before(async () => void (house = await openPhones()))
  after(() => house.stop())

  const get = (url: string) => house.server.inject({ url, auth: signedIn(house.lin) })
  const post = (url: string, form?: Record<string, string>) => postForm(house.server, house.lin, url, form)
  const line = () => ({
    channelId: String(house.channelId),
    number: '021 6234 5678',
    name: '上海总机',
    area: '',
    flowId: 'default',
    outgoing: 'true',
    most: '2',
    state: 'active',
  })
  const flowForm = async () => {
    const { name, flow, version } = await storedFlow(house.app.db, 1)
    return { ...fieldsOf(draftOf(name, flow)), version: String(version), do: 'save' }
  }

  it('are closed to agents, and teach where there is nothing', async () => {
    const hao = await house.as('hao')
    for (const path of ['', '/flows', '/sounds', '/queues', '/phones']) {
      const url = `/admin/lines${path}`
      assert.equal((await house.server.inject({ url, auth: signedIn(hao) })).statusCode, 403, url)
      assert.equal((await get(url)).statusCode, 200, url)
    }
    assert.match((await get('/admin/lines')).payload, /还没有号码/)
    const bare = await testApp()
    const auth = signedIn(await bare.as('lin'))
    assert.match(
      (await bare.server.inject({ url: '/admin/lines/phones', auth })).payload,
      /还没有接入电话交换机/,
    )
    await bare.stop()
  })

  it('keep what was typed of a number that is none, and then show it', async () => {
    const wrong = await post('/admin/lines', { ...line(), number: '总机', most: '0' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.payload, /value="总机"/)
    assert.match(wrong.payload, /id="most-error"/)
    assert.equal((await post('/admin/lines', line())).statusCode, 303)
    const page = (await get('/admin/lines')).payload
    assert.match(page, /021-62345678[^]*上海总机[^]*区号 021[^]*近 14 天没有通话/)
    assert.match((await get('/admin/lines/1')).payload, /value="021-62345678"/)
    assert.equal((await get('/admin/lines/99')).statusCode, 404)
    assert.equal((await get('/admin/lines/x')).statusCode, 404)
  })

  it('take the time of the clinic for the end of a rest', async () => {
    const resting = {
      ...line(),
      flowId: '1',
      state: 'cooling',
      reason: '接通率下降',
      until: '2026-03-02T18:00',
    }
    assert.equal((await post('/admin/lines/1', resting)).statusCode, 303)
    assert.equal((await listLines(house.app.db))[0]?.until, '2026-03-02T10:00:00.000Z')
    assert.match((await get('/admin/lines/1')).payload, /value="2026-03-02T18:00"/)
    await post('/admin/lines/1', { ...line(), flowId: '1' })
  })

  it('give a removed number back', async () => {
    const gone = await post('/admin/lines/1/removal')
    assert.match(
      (await get(String(gone.headers.location))).payload,
      /已删除[^]*\/admin\/lines\/1\/restoration/,
    )
    await post('/admin/lines/1/restoration')
    assert.equal((await listLines(house.app.db)).length, 1)
  })

  it('show the way of a caller, and what they would run into', async () => {
    const page = (await get('/admin/lines/flows/1')).payload
    assert.match(page, /class="flow-tree"[^]*欢迎语[^]*主菜单[^]*<kbd>1<\/kbd>预约[^]*皮肤[^]*留言/)
    assert.match(page, /“皮肤”的成员都没有分机/)
    const changed = await post('/admin/lines/flows/1', { ...(await flowForm()), do: 'preview', notice: '' })
    assert.match(changed.payload, /没有录音告知/)
    assert.match(changed.payload, /calls\/sounds\/house-greeting\.wav\?s&#x3D;/)
  })

  it('draw menus without a script: add, remove, take back', async () => {
    const form = await flowForm()
    const added = await post('/admin/lines/flows/1', { ...form, do: 'add' })
    assert.match(added.payload, /name="menus\.1\.name"[^>]*autofocus/)
    const removed = await post('/admin/lines/flows/1', { ...form, do: 'remove:0' })
    assert.doesNotMatch(removed.payload, /name="menus\.0\.name"/)
    const before = /name="before" value="([^"]*)"/.exec(removed.payload)?.[1]?.replaceAll('&quot;', '"') ?? ''
    const back = await post('/admin/lines/flows/1', { ...form, do: 'undo', before })
    assert.match(back.payload, /name="menus\.0\.name" value="主菜单"/)
    assert.match((await post('/admin/lines/flows/1', { ...form, do: 'undo', before: '{' })).payload, /主菜单/)
  })

  it('say beside the field what is wrong with a menu, and save nothing of it', async () => {
    const form = { ...(await flowForm()), 'menus.0.keys.1.key': '1', 'menus.0.name': '', 'start.menu': 'm9' }
    const wrong = await post('/admin/lines/flows/1', form)
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.payload, /id="menus\.0\.name"[^>]*aria-invalid="true"/)
    assert.match(wrong.payload, /id="start\.menu"[^>]*aria-invalid="true"/)
    const script = { ...(await flowForm()), name: '<script>alert(1)</script>', do: 'preview' }
    assert.doesNotMatch((await post('/admin/lines/flows/1', script)).payload, /<script>alert/)
    assert.equal((await storedFlow(house.app.db, 1)).name, '总机')
  })

  it('tell of a colleague who was faster, and overwrite only where one says so', async () => {
    const mine = { ...(await flowForm()), name: '我的' }
    assert.equal(
      (await post('/admin/lines/flows/1', { ...(await flowForm()), name: '同事的' })).statusCode,
      303,
    )
    const late = await post('/admin/lines/flows/1', mine)
    assert.equal(late.statusCode, 409)
    const force = /value="(force:\d+)"/.exec(late.payload)?.[1] ?? ''
    assert.equal((await storedFlow(house.app.db, 1)).name, '同事的')
    assert.equal((await post('/admin/lines/flows/1', { ...mine, do: force })).statusCode, 303)
    assert.equal((await storedFlow(house.app.db, 1)).name, '我的')
  })

  it('keep the settings of a queue, and refuse one that overflows into itself', async () => {
    const form = {
      ringSeconds: '15',
      wrapSeconds: '0',
      announceSeconds: '60',
      mostWaiting: '5',
      mostSeconds: '120',
      callbackAfter: '0',
      missesToAway: '2',
      music: 'house:music',
      'overflow.to': 'number',
      'overflow.number': '13800138000',
    }
    assert.equal((await post('/admin/lines/queues/1', form)).statusCode, 303)
    const { music, overflow, ringSeconds } = await queueSettings(house.app.db, 1)
    assert.deepEqual(
      [music, overflow, ringSeconds],
      [{ house: 'music' }, { to: 'number', number: '+8613800138000' }, 15],
    )
    const around = { ...form, 'overflow.to': 'queue', 'overflow.teamId': '1' }
    assert.equal((await post('/admin/lines/queues/1', around)).statusCode, 422)
    assert.equal((await post('/admin/lines/queues/1', { ...form, ringSeconds: '1' })).statusCode, 422)
    assert.equal((await post('/admin/lines/queues/9', form)).statusCode, 404)
  })

  it('give a whole team its phones, and show a password in the frame that asked alone', async () => {
    const form = { channelId: String(house.channelId), who: 'team:1', first: '801', device: 'browser' }
    assert.equal((await post('/admin/lines/phones', { ...form, who: 'team:9' })).statusCode, 422)
    assert.equal((await post('/admin/lines/phones', { ...form, first: '8' })).statusCode, 422)
    assert.equal((await post('/admin/lines/phones', form)).statusCode, 303)
    const [first] = await listExtensions(house.app.db)
    assert.equal((await listExtensions(house.app.db)).length, 2)
    const url = `/admin/lines/phones/${first?.id}`
    const secret = /密码<\/dt>[^]*?<code[^>]*>([\w-]{20,})<\/code/.exec(
      (await post(`${url}/secret`)).payload,
    )?.[1]
    assert.ok(secret)
    assert.ok(!(await get(url)).payload.includes(secret))
    assert.ok(!(await get('/admin/lines/phones')).payload.includes(secret))
  })
})
