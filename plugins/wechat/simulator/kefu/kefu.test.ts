import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { recordOf } from '../api/reading.ts'
import { createCaller, get } from '../testing/caller.ts'
import { rehearse } from '../testing/clinic.ts'
import { picture } from '../testing/files.ts'
import { foreignCryptos } from '../testing/foreign-crypto.ts'
import { fromXml } from '../wire/fields.ts'
import { simulateKefu } from './index.ts'

type Item = {
  msgid: string
  msgtype: string
  origin: number
  event?: Record<string, unknown>
  [name: string]: unknown
}

describe('An account of 微信客服', () => {
  let stage: Awaited<ReturnType<typeof rehearse<Awaited<ReturnType<typeof simulateKefu>>>>>
  let call: ReturnType<typeof createCaller>
  const anna = () => stage.simulator.phoneOf('anna')
  const kf = () => stage.simulator.settings.openKfId
  const sync = async (more: object = {}) => {
    const answer = await call('/cgi-bin/kf/sync_msg', { open_kfid: kf(), ...more })
    return answer as { errcode: number; next_cursor: string; has_more: number; msg_list: Item[] }
  }
  const send = (text: string, more: object = {}) =>
    call('/cgi-bin/kf/send_msg', {
      touser: anna().id,
      open_kfid: kf(),
      msgtype: 'text',
      text: { content: text },
      ...more,
    })
  const ringing = (name: string, index = -1) => {
    const { token, aesKey, corpId } = stage.simulator.settings
    const account = { token: String(token), aesKey: String(aesKey), id: String(corpId) }
    const foreign = foreignCryptos[name]?.(account) ?? assert.fail()
    const { body, query } = stage.arrived.at(index) ?? assert.fail('nothing rang')
    const encrypted = String(fromXml(body)?.Encrypt)
    assert.equal(query.msg_signature, foreign.sign(query.timestamp ?? '', query.nonce ?? '', encrypted))
    const { message, id } = foreign.decrypt(encrypted)
    assert.equal(id, corpId)
    return fromXml(message) ?? {}
  }
  const events = async () =>
    (await sync()).msg_list.map(({ event }) => event).filter((event) => event !== undefined)
  const state = async (service_state?: number, more: object = {}) => {
    const about = { open_kfid: kf(), external_userid: anna().id }
    if (service_state === undefined) return call('/cgi-bin/kf/service_state/get', about)
    return call('/cgi-bin/kf/service_state/trans', { ...about, service_state, ...more })
  }

  beforeEach(async () => {
    stage = await rehearse(simulateKefu)
    call = createCaller(stage.url, stage.simulator.settings)
  })
  afterEach(() => stage.stop())

  for (const name of Object.keys(foreignCryptos))
    it(`only rings, so that ${name} hears it, and hands the message over when asked`, async () => {
      await anna().act({ type: 'say', text: '你好' })
      const { Event, Token, OpenKfId, Content } = ringing(name)
      assert.deepEqual([Event, OpenKfId, Content], ['kf_msg_or_event', kf(), undefined])
      const { msg_list: list, has_more } = await sync({ token: Token })
      const { msgtype, text, external_userid, origin } = list[0] ?? assert.fail()
      assert.deepEqual([msgtype, text, external_userid, origin], ['text', { content: '你好' }, anna().id, 3])
      assert.equal(has_more, 0)
    })

  it('verifies the address by an echo that must be decrypted', async () => {
    const { token, aesKey, corpId } = stage.simulator.settings
    const foreign = foreignCryptos['@wecom/crypto']?.({
      token: String(token),
      aesKey: String(aesKey),
      id: String(corpId),
    })
    stage.answers.push(({ query }) => foreign?.decrypt(query.echostr ?? '').message ?? '')
    assert.equal(await stage.simulator.verify(), true)
    stage.answers.push(({ query }) => query.echostr ?? '')
    assert.equal(await stage.simulator.verify(), false)
  })

  it('goes on from a cursor, page by page, and keeps three days', async () => {
    for (const text of ['一', '二', '三']) await anna().act({ type: 'say', text })
    const first = await sync({ limit: 2 })
    assert.deepEqual([first.msg_list.length, first.has_more], [2, 1])
    const second = await sync({ cursor: first.next_cursor })
    assert.deepEqual([second.msg_list[0]?.text, second.has_more], [{ content: '三' }, 0])
    assert.equal((await sync({ cursor: second.next_cursor })).msg_list.length, 0)
    assert.equal((await sync({ cursor: 'of-an-earlier-life' })).msg_list.length, 3)
    await anna().act({ type: 'pass', seconds: 3 * 24 * 3600 })
    assert.equal((await sync()).msg_list.length, 0)
  })

  it('has pages that are short, empty or repeated, and still more to read', async () => {
    for (const text of ['一', '二']) await anna().act({ type: 'say', text })
    stage.simulator.spoilPages('empty', 'short', 'repeat')
    const empty = await sync()
    assert.deepEqual([empty.msg_list.length, empty.has_more], [0, 1])
    const short = await sync({ cursor: empty.next_cursor })
    assert.deepEqual([short.msg_list.length, short.has_more], [1, 1])
    const repeated = await sync({ cursor: short.next_cursor })
    assert.deepEqual([repeated.msg_list.length, repeated.has_more], [2, 0])
    assert.equal(repeated.msg_list[0]?.msgid, repeated.msg_list[1]?.msgid)
  })

  it('may be read often only with the token of a ring, for ten minutes', async () => {
    await anna().act({ type: 'say', text: '你好' })
    const { Token } = ringing('wechat-crypto')
    for (let count = 0; count < 10; count += 1) assert.equal((await sync()).errcode, 0)
    assert.equal((await sync()).errcode, 45009)
    assert.equal((await sync({ token: Token })).errcode, 0)
    await anna().act({ type: 'pass', seconds: 600 })
    assert.equal((await sync({ token: Token })).errcode, 95007)
    assert.equal((await sync({ open_kfid: 'wk-other' })).errcode, 95000)
  })

  it('delivers one message under one id, and does not hand it back', async () => {
    await anna().act({ type: 'say', text: '你好' })
    assert.equal((await send('您好', { msgid: 'a_1' })).msgid, 'a_1')
    await send('您好', { msgid: 'a_1' })
    assert.deepEqual(
      anna()
        .show()
        .lines.map(({ text }) => text),
      ['你好', '您好'],
    )
    assert.equal((await sync()).msg_list.length, 1)
    assert.equal((await send('您好', { msgid: 'a b' })).errcode, 40058)
    assert.equal((await send('您好', { touser: 'wm-nobody' })).errcode, 40096)
  })

  it('takes the sixth answer, and tells afterwards that it was not delivered', async () => {
    await anna().act({ type: 'say', text: '你好' })
    for (const text of ['1', '2', '3', '4', '5', '6'])
      assert.equal((await send(text, { msgid: `m${text}` })).errcode, 0)
    await stage.simulator.settled()
    assert.equal(anna().show().lines.length, 6)
    const [{ event_type, fail_msgid, fail_type } = {}] = await events()
    assert.deepEqual([event_type, fail_msgid, fail_type], ['msg_send_fail', 'm6', 6])
  })

  it('tells the same of answers after 48 hours, and to whoever refuses them', async () => {
    await anna().act({ type: 'say', text: '你好' })
    stage.simulator.refuse('anna', true)
    await send('1')
    stage.simulator.refuse('anna', false)
    await anna().act({ type: 'pass', seconds: 48 * 3600 })
    await send('2')
    await stage.simulator.settled()
    assert.deepEqual(
      (await events()).map(({ fail_type }) => fail_type),
      [10, 4],
    )
  })

  it('lets the API speak only while nobody in WeCom does', async () => {
    await anna().act({ type: 'say', text: '你好' })
    assert.equal((await state()).service_state, 0)
    await state(1)
    assert.equal((await send('您好')).errcode, 0)
    await stage.simulator.takeOver('anna', 'chen')
    assert.deepEqual([(await state()).service_state, (await state()).servicer_userid], [3, 'chen'])
    assert.equal((await send('您好')).errcode, 95018)
    assert.equal((await events()).at(-1)?.event_type, 'session_status_change')
    assert.equal((await state(1)).errcode, 95016)
    await state(4)
    assert.equal((await state(1)).errcode, 95013)
    await anna().act({ type: 'say', text: '又来了' })
    assert.equal((await send('您好')).errcode, 0)
  })

  it('tells through which link somebody came', async () => {
    const { url } = await call('/cgi-bin/kf/add_contact_way', { open_kfid: kf(), scene: 'poster' })
    assert.match(String(url), /^https:\/\/work\.weixin\.qq\.com\/kf\/kfc.*\?enc_scene=/)
    await anna().act({ type: 'scan', code: `${String(url)}&scene_param=room%201` })
    await anna().act({ type: 'scan', code: 'poster' })
    await anna().act({ type: 'scan', code: 'doctor-chen' })
    assert.deepEqual(
      (await events()).map(({ scene, scene_param }) => [scene, scene_param]),
      [
        ['poster', 'room 1'],
        ['poster', ''],
        ['poster', 'doctor-chen'],
      ],
    )
    assert.deepEqual(anna().show().entries, [{ code: 'poster', url }])
  })

  it('may be greeted once, within 20 seconds, and not again in 48 hours', async () => {
    const greet = (code: unknown) =>
      call('/cgi-bin/kf/send_msg_on_event', { code, msgtype: 'text', text: { content: '欢迎' } })
    const codes = async () => (await events()).map(({ welcome_code }) => welcome_code)
    await anna().act({ type: 'enter' })
    await anna().act({ type: 'enter' })
    const [code, second] = await codes()
    assert.equal(second, undefined)
    assert.equal((await greet(code)).errcode, 0)
    assert.equal((await greet(code)).errcode, 40029)
    assert.equal(anna().show().lines[0]?.text, '欢迎')
    await anna().act({ type: 'pass', seconds: 48 * 3600 })
    await anna().act({ type: 'enter' })
    const late = (await codes()).at(-1)
    await anna().act({ type: 'pass', seconds: 20 })
    assert.equal((await greet(late)).errcode, 40029)
  })

  it('knows names and pictures of its customers', async () => {
    await anna().act({ type: 'scan', code: 'doctor-chen' })
    const { customer_list, invalid_external_userid } = await call('/cgi-bin/kf/customer/batchget', {
      external_userid_list: [anna().id, 'wm-nobody'],
      need_enter_session_context: 1,
    })
    const [customer] = customer_list as Record<string, unknown>[]
    const { nickname, unionid, enter_session_context, avatar } = customer ?? {}
    assert.deepEqual([nickname, unionid], ['anna', anna().unionid])
    assert.deepEqual(enter_session_context, { scene: '', scene_param: 'doctor-chen' })
    assert.equal((await fetch(String(avatar))).headers.get('content-type'), 'image/jpeg')
    assert.deepEqual(invalid_external_userid, ['wm-nobody'])
  })

  it('asks a question, of which an answer comes with its id', async () => {
    await anna().act({ type: 'say', text: '你好' })
    const list = [
      { type: 'click', click: { id: 'skin', content: '皮肤' } },
      { type: 'view', view: { url: 'https://a.test/', content: '官网' } },
    ]
    await send('', { msgtype: 'msgmenu', msgmenu: { head_content: '想咨询？', list, tail_content: '' } })
    const line = anna().show().lines.at(-1)
    assert.deepEqual(
      [line?.text, line?.choices],
      ['想咨询？\n官网 https://a.test/', [{ id: 'skin', text: '皮肤' }]],
    )
    await anna().act({ type: 'answer', line: line?.id ?? '', id: 'skin' })
    assert.deepEqual((await sync()).msg_list.at(-1)?.text, { content: '皮肤', menu_id: 'skin' })
    const many = Array.from({ length: 11 }, () => list[0])
    const tooMany = await send('', { msgtype: 'msgmenu', msgmenu: { head_content: '?', list: many } })
    assert.equal(tooMany.errcode, 95008)
  })

  it('hands over pictures by their ids', async () => {
    const data = await picture()
    await anna().act({ type: 'picture', name: 'skin.png', data })
    const image = recordOf((await sync()).msg_list[0], 'image')
    const token = stage.simulator.calls.at(-1)?.query.access_token
    const path = `/cgi-bin/media/get?access_token=${token}&media_id=${String(image.media_id)}`
    const got = await fetch(`${stage.url}${path}`)
    assert.deepEqual(Buffer.from(await got.arrayBuffer()), data)
  })

  it('is closed to a server that it does not trust, and to another secret', async () => {
    stage.simulator.trust(false)
    assert.equal((await sync()).errcode, 60020)
    const corp = String(stage.simulator.settings.corpId)
    const asked = await get(stage.url, `/cgi-bin/gettoken?corpid=${corp}&corpsecret=wrong`)
    assert.equal(asked.errcode, 40001)
  })
})
