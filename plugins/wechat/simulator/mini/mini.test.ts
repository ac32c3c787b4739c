import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { createCaller } from '../testing/caller.ts'
import { rehearse } from '../testing/clinic.ts'
import { foreignCryptos } from '../testing/foreign-crypto.ts'
import { picture } from '../testing/files.ts'
import { upload } from '../testing/uploads.ts'
import { fromXml } from '../wire/fields.ts'
import { simulateMini } from './index.ts'

describe('A mini program', () => {
  let stage: Awaited<ReturnType<typeof rehearse<Awaited<ReturnType<typeof simulateMini>>>>>
  let call: ReturnType<typeof createCaller>
  const anna = () => stage.simulator.phoneOf('anna')
  const send = (msgtype: string, content: object) =>
    call('/cgi-bin/message/custom/send', { touser: anna().id, msgtype, [msgtype]: content })
  const sendMany = async (count: number) => {
    const codes: unknown[] = []
    for (let index = 0; index < count; index += 1)
      codes.push((await send('text', { content: '您好' })).errcode)
    return codes
  }

  beforeEach(async () => {
    stage = await rehearse(simulateMini)
    stage.simulator.mode('plain')
    call = createCaller(stage.url, stage.simulator.settings)
  })
  afterEach(() => stage.stop())

  it('tells from which button somebody came, and allows two answers for a minute', async () => {
    await anna().act({ type: 'scan', code: 'doctor-chen' })
    const { Event, SessionFrom } = fromXml(stage.arrived[0]?.body ?? '') ?? {}
    assert.deepEqual([Event, SessionFrom], ['user_enter_tempsession', 'doctor-chen'])
    assert.deepEqual(await sendMany(3), [0, 0, 45047])
    await anna().act({ type: 'pass', seconds: 60 })
    assert.deepEqual(await sendMany(1), [45015])
  })

  it('allows five answers within 48 hours of a message', async () => {
    await anna().act({ type: 'say', text: '你好' })
    await anna().act({ type: 'pass', seconds: 48 * 3600 - 1 })
    assert.deepEqual(await sendMany(6), [0, 0, 0, 0, 0, 45047])
  })

  it('sends links and cards, and nothing that only public accounts may', async () => {
    await anna().act({ type: 'say', text: '你好' })
    await send('link', { title: '须知', description: '三天内', url: 'https://a.test/', thumb_url: '' })
    assert.deepEqual(anna().show().lines.at(-1)?.card, {
      title: '须知',
      text: '三天内',
      url: 'https://a.test/',
    })
    const { media_id } = await upload(stage.url, stage.simulator.settings, {
      type: 'image',
      name: 'a.png',
      data: await picture(),
    })
    const card = { title: '预约', appid: 'wx1', pagepath: 'pages/book', thumb_media_id: media_id }
    assert.equal((await send('miniprogrampage', card)).errcode, 0)
    assert.equal((await send('msgmenu', {})).errcode, 40200)
    assert.equal((await send('hologram', {})).errcode, 40008)
  })

  it('shows no passive reply', async () => {
    const reply = (push: { body: string }) => {
      const { FromUserName, ToUserName } = fromXml(push.body) ?? {}
      return `<xml><ToUserName>${String(FromUserName)}</ToUserName><FromUserName>${String(ToUserName)}</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>您好</Content></xml>`
    }
    stage.answers.push(reply)
    await anna().act({ type: 'say', text: '你好' })
    assert.equal(anna().show().lines.at(-1)?.from, 'provider')
  })

  it('pushes JSON where that was chosen, with ids too long for a double, also encrypted', async () => {
    stage.simulator.mode('plain', 'json')
    await anna().act({ type: 'say', text: '你好' })
    const plain = stage.arrived.at(-1)?.body ?? ''
    assert.match(plain, /"MsgId":\d{18,19}[,}]/)
    assert.equal(JSON.parse(plain).Content, '你好')
    stage.simulator.mode('safe')
    await anna().act({ type: 'say', text: '你好' })
    const { token, aesKey, appId } = stage.simulator.settings
    const foreign = foreignCryptos['wechat-crypto']?.({
      token: String(token),
      aesKey: String(aesKey),
      id: String(appId),
    })
    const sealed = JSON.parse(stage.arrived.at(-1)?.body ?? '')
    assert.match(foreign?.decrypt(sealed.Encrypt).message ?? '', /^\{"ToUserName":"gh_/)
  })
})
