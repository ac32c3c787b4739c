import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { createCaller } from '../testing/caller.ts'
import { rehearse } from '../testing/clinic.ts'
import { picture, recording } from '../testing/files.ts'
import { fromXml } from '../wire/fields.ts'
import { simulateOfficial } from './index.ts'

describe('The phone of a follower', () => {
  let stage: Awaited<ReturnType<typeof rehearse<Awaited<ReturnType<typeof simulateOfficial>>>>>
  let call: ReturnType<typeof createCaller>
  const anna = () => stage.simulator.phoneOf('anna')
  const pushed = (index = -1) => fromXml(stage.arrived.at(index)?.body ?? '') ?? {}
  const some = (push: Record<string, unknown>, ...names: string[]) => names.map((name) => push[name])

  beforeEach(async () => {
    stage = await rehearse(simulateOfficial)
    stage.simulator.mode('plain')
    call = createCaller(stage.url, stage.simulator.settings)
  })
  afterEach(() => stage.stop())

  it('belongs to the same patient after a restart, who is one person in every account', async () => {
    const { id, unionid } = stage.simulator.phone
    assert.match(id, /^o[\w-]{27}$/)
    const other = await rehearse(simulateOfficial)
    assert.deepEqual([other.simulator.phone.id, other.simulator.phone.unionid], [id, unionid])
    assert.equal(other.simulator.settings.appId, stage.simulator.settings.appId)
    assert.notEqual(other.simulator.settings.appSecret, stage.simulator.settings.appSecret)
    await other.stop()
  })

  it('can do nothing but follow before it follows, and says so by a key', async () => {
    assert.deepEqual(anna().show().can, ['follow', 'scan', 'pass'])
    await assert.rejects(anna().act({ type: 'say', text: '你好' }), /wechat:rehearsal\.refused\.say/)
    assert.equal(stage.arrived.length, 0)
  })

  it('tells of following and leaving', async () => {
    await anna().act({ type: 'follow' })
    assert.deepEqual(some(pushed(), 'Event', 'EventKey', 'MsgId'), ['subscribe', '', undefined])
    await anna().act({ type: 'unfollow' })
    assert.equal(pushed().Event, 'unsubscribe')
    assert.deepEqual(await call(`/cgi-bin/user/info?openid=${anna().id}`), {
      subscribe: 0,
      openid: anna().id,
      unionid: anna().unionid,
    })
  })

  it('tells through which code it came, and of every later scan', async () => {
    const scene = { scene: { scene_str: 'poster-1' } }
    const { ticket } = await call('/cgi-bin/qrcode/create', {
      action_name: 'QR_LIMIT_STR_SCENE',
      action_info: scene,
    })
    await anna().act({ type: 'scan', code: 'poster-1' })
    assert.deepEqual(some(pushed(), 'Event', 'EventKey', 'Ticket'), ['subscribe', 'qrscene_poster-1', ticket])
    await anna().act({ type: 'scan', code: 'poster-1' })
    assert.deepEqual(some(pushed(), 'Event', 'EventKey', 'Ticket'), ['SCAN', 'poster-1', ticket])
    const { subscribe_scene, qr_scene_str } = await call(`/cgi-bin/user/info?openid=${anna().id}`)
    assert.deepEqual([subscribe_scene, qr_scene_str], ['ADD_SCENE_QR_CODE', 'poster-1'])
  })

  it('cannot scan a code that has ended or never was', async () => {
    await assert.rejects(anna().act({ type: 'scan', code: 'nothing' }), /refused\.code/)
    const action_info = { scene: { scene_str: 'day' } }
    await call('/cgi-bin/qrcode/create', { action_name: 'QR_STR_SCENE', expire_seconds: 3600, action_info })
    await anna().act({ type: 'pass', seconds: 3600 })
    await assert.rejects(anna().act({ type: 'scan', code: 'day' }), /refused\.code/)
    const endless = { action_name: 'QR_STR_SCENE', expire_seconds: 2_592_001, action_info }
    assert.equal((await call('/cgi-bin/qrcode/create', endless)).errcode, 40035)
    assert.equal((await call('/cgi-bin/qrcode/create', { action_name: 'QR' })).errcode, 40053)
  })

  it('sends a picture that the clinic can load by its address and by its id', async () => {
    const data = await picture()
    await anna().act({ type: 'follow' })
    await anna().act({ type: 'picture', name: 'skin.png', data })
    const loaded = await fetch(String(pushed().PicUrl))
    assert.deepEqual(Buffer.from(await loaded.arrayBuffer()), data)
    assert.deepEqual(anna().media(anna().show().lines[0]?.pictures?.[0] ?? '')?.data, data)
    await anna().act({ type: 'pass', seconds: 3 * 24 * 3600 })
    assert.equal((await call(`/cgi-bin/media/get?media_id=${String(pushed().MediaId)}`)).errcode, 40007)
  })

  it('records in AMR, and shows what a browser can play', async () => {
    await anna().act({ type: 'follow' })
    await anna().act({ type: 'voice', name: 'voice.wav', data: recording() })
    assert.deepEqual(some(pushed(), 'MsgType', 'Format'), ['voice', 'amr'])
    const sound = anna().show().lines[0]?.sound
    assert.equal(sound?.seconds, 2)
    assert.equal(anna().media(sound?.id ?? '')?.mime, 'audio/wav')
    const nonsense = anna().act({ type: 'voice', name: 'a.txt', data: Buffer.from('nonsense') })
    await assert.rejects(nonsense, /refused\.voice/)
  })

  it('tells which button of the menu was pressed, each type in its own way', async () => {
    const app = {
      type: 'miniprogram',
      name: '小程序',
      url: 'https://a.test/',
      appid: 'wx1',
      pagepath: 'pages/a',
    }
    const sub_button = [
      { type: 'view', name: '官网', url: 'https://a.test/' },
      { type: 'location_select', name: '位置', key: 'where' },
      app,
      { type: 'pic_weixin', name: '拍照', key: 'photo' },
    ]
    const buttons = [
      { type: 'click', name: '预约', key: 'book' },
      { type: 'scancode_waitmsg', name: '扫码', key: 'code' },
      { name: '更多', sub_button },
    ]
    await call('/cgi-bin/menu/create', { button: buttons })
    await anna().act({ type: 'follow' })
    assert.deepEqual(
      anna()
        .show()
        .menu.map(({ type }) => type),
      ['say', 'say', 'group'],
    )
    const events: unknown[] = []
    for (const path of [[0], [1], [2, 0], [2, 2]]) {
      await anna().act({ type: 'choose', path })
      events.push(some(pushed(), 'Event', 'EventKey'))
    }
    assert.deepEqual(events, [
      ['CLICK', 'book'],
      ['scancode_waitmsg', 'code'],
      ['VIEW', 'https://a.test/'],
      ['view_miniprogram', 'pages/a'],
    ])
    await anna().act({ type: 'choose', path: [2, 1] })
    assert.deepEqual([pushed(-2).Event, pushed(-1).MsgType], ['location_select', 'location'])
    await anna().act({ type: 'choose', path: [2, 3] })
    assert.deepEqual([pushed(-2).Event, pushed(-1).MsgType], ['pic_weixin', 'image'])
    await assert.rejects(anna().act({ type: 'choose', path: [2] }), /refused\.choose/)
  })

  it('touches an answer, which comes as a text that names it', async () => {
    await anna().act({ type: 'follow' })
    const list = [
      { id: '101', content: '皮肤' },
      { id: '102', content: '眼部' },
    ]
    await call('/cgi-bin/message/custom/send', {
      touser: anna().id,
      msgtype: 'msgmenu',
      msgmenu: { head_content: '想咨询哪一项？', list, tail_content: '点一下就好' },
    })
    const line = anna().show().lines.at(-1)
    assert.equal(line?.text, '想咨询哪一项？\n点一下就好')
    await anna().act({ type: 'answer', line: line?.id ?? '', id: '102' })
    assert.deepEqual(some(pushed(), 'Content', 'bizmsgmenuid'), ['眼部', '102'])
  })

  it('lets everything age together when time goes by', async () => {
    await anna().act({ type: 'follow' })
    await anna().act({ type: 'say', text: '你好' })
    const before = anna().show()
    await anna().act({ type: 'pass', seconds: 3600 })
    const later = anna().show()
    assert.equal((before.lines[0]?.at ?? 0) - (later.lines[0]?.at ?? 0), 3_600_000)
    assert.equal((before.window?.until ?? 0) - (later.window?.until ?? 0), 3_600_000)
    await anna().act({ type: 'say', text: '还在吗' })
    assert.equal(pushed().CreateTime, String(Date.parse('2026-01-15T04:00:00Z') / 1000))
  })
})
