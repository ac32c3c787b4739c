import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { toAmr } from '../recording/amr.ts'
import { rehearse } from '../testing/clinic.ts'
import { clientOf, type CoWechatApi } from '../testing/co-wechat-api.ts'
import { film, picture, recording } from '../testing/files.ts'
import { simulateOfficial } from './index.ts'

describe('A client that others have written (co-wechat-api)', () => {
  let stage: Awaited<ReturnType<typeof rehearse<Awaited<ReturnType<typeof simulateOfficial>>>>>
  let client: CoWechatApi
  const anna = () => stage.simulator.phoneOf('anna')

  before(async () => {
    stage = await rehearse(simulateOfficial)
    client = clientOf(stage.url, stage.simulator.settings)
    await anna().act({ type: 'follow' })
    await anna().act({ type: 'say', text: '你好' })
  })
  after(() => stage.stop())

  it('gets a token, and another after the first has ended', async () => {
    const { accessToken } = await client.getAccessToken()
    stage.simulator.endTokens()
    await client.getUser(anna().id)
    assert.notEqual(stage.simulator.calls.at(-1)?.query.access_token, accessToken)
  })

  it('sends text, a picture, a recording and an article', async () => {
    const image = await client.uploadMedia(await picture(), 'image', 'a.png', 'image/png')
    const amr = await toAmr(recording())
    assert.ok(amr)
    const voice = await client.uploadMedia(amr, 'voice', 'a.amr', 'audio/amr')
    await client.sendText(anna().id, '您好，请问想咨询什么？')
    await client.sendImage(anna().id, image.media_id)
    await client.sendVoice(anna().id, voice.media_id)
    await client.sendNews(anna().id, [{ title: '术后须知', description: '三天内', url: 'https://a.test/' }])
    const lines = anna().show().lines.slice(-4)
    assert.equal(lines[0]?.text, '您好，请问想咨询什么？')
    assert.equal(anna().media(lines[1]?.pictures?.[0] ?? '')?.mime, 'image/png')
    assert.equal(anna().media(lines[2]?.sound?.id ?? '')?.mime, 'audio/wav')
    assert.equal(lines[2]?.sound?.seconds, 2)
    assert.deepEqual(lines[3]?.card, { title: '术后须知', text: '三天内', url: 'https://a.test/' })
  })

  it('is told when the answers are used up', async () => {
    await anna().act({ type: 'say', text: '还有一个问题' })
    for (const text of ['1', '2', '3', '4', '5']) await client.sendText(anna().id, text)
    await assert.rejects(client.sendText(anna().id, '6'), { code: 45047 })
  })

  it('downloads what it uploaded, and the address of a film', async () => {
    const data = await picture()
    const image = await client.uploadMedia(data, 'image', 'a.png', 'image/png')
    assert.deepEqual(await client.getMedia(image.media_id), data)
    const video = await client.uploadMedia(film, 'video', 'a.mp4', 'video/mp4')
    const found = await client.getMedia(video.media_id)
    assert.ok('video_url' in found)
    assert.deepEqual(Buffer.from(await (await fetch(found.video_url)).arrayBuffer()), film)
  })

  it('makes codes that can be shown and scanned', async () => {
    const { ticket, url } = await client.createLimitQRCode('poster-1')
    assert.match(url, /^http:\/\/weixin\.qq\.com\/q\//)
    const shown = await fetch(client.showQRCodeURL(encodeURIComponent(ticket)))
    assert.equal(shown.headers.get('content-type'), 'image/jpg')
    await client.createTmpQRCode(7, 3600)
    assert.deepEqual(
      stage.simulator.phone.show().entries.map(({ code }) => code),
      ['poster-1', '7'],
    )
  })

  it('reads followers', async () => {
    await client.updateRemark(anna().id, '老客户')
    const { unionid, remark, subscribe } = await client.getUser(anna().id)
    assert.deepEqual(
      { unionid, remark, subscribe },
      { unionid: anna().unionid, remark: '老客户', subscribe: 1 },
    )
    const { user_info_list: users } = await client.batchGetUsers([anna().id])
    assert.equal(users[0]?.openid, anna().id)
    assert.deepEqual((await client.getFollowers()).data.openid, [anna().id])
    await assert.rejects(client.getUser('nobody'), { code: 40003 })
  })

  it('makes, reads and takes away the menu', async () => {
    await client.createMenu({ button: [{ type: 'click', name: '预约', key: 'book' }] })
    assert.equal((await client.getMenu()).menu.button[0]?.name, '预约')
    assert.deepEqual(anna().show().menu, [{ name: '预约', type: 'say', key: 'book' }])
    await client.removeMenu()
    await assert.rejects(client.getMenu(), { code: 46003 })
    const long = { type: 'click', name: '一二三四五六', key: 'book' }
    await assert.rejects(client.createMenu({ button: [long] }), { code: 40018 })
  })

  it('sends a notice with values that fit, and no other', async () => {
    const { template_list: templates } = await client.getAllPrivateTemplate()
    const reminder = templates.find(({ content }) => content.includes('就诊时间'))
    assert.ok(reminder)
    const data = {
      time1: { value: '2026-03-08 14:30' },
      name2: { value: '陈医生' },
      thing3: { value: '二楼皮肤科' },
      thing4: { value: '请提前10分钟到店' },
    }
    await client.sendTemplate(anna().id, reminder.template_id, '', '', data)
    assert.match(anna().show().lines.at(-1)?.card?.text ?? '', /就诊时间:2026-03-08 14:30\n就诊医生:陈医生/)
    const wrong = { ...data, time1: { value: '下周三' } }
    await assert.rejects(client.sendTemplate(anna().id, reminder.template_id, '', '', wrong), { code: 47003 })
    await stage.simulator.settled()
  })

  it('learns from which addresses the platform calls', async () => {
    assert.deepEqual((await client.getIp()).ip_list, ['127.0.0.1'])
  })
})
