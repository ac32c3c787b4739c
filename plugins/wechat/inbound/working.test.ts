import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Happening, Incoming } from 'qiantai/plugin'
import { appApi } from '../app.ts'
import { pushOf, readPush } from '../callback/push.ts'
import { noticesOf, subscriptions } from '../notices/list.ts'
import { subscriptionName } from '../notices/send.ts'
import { recording } from '../official/greeting.ts'
import { officialSettings } from '../testing/accounts.ts'
import { fixture, fixturesOf } from '../testing/fixtures.ts'
import type { Reply } from '../testing/platform.ts'
import { createStage, type Stage } from '../testing/stage.ts'
import { saidIn } from './message.ts'
import { working } from './working.ts'

const token = '{"access_token":"a-token","expires_in":7200}'
const templates = '{"errcode":0,"data":[{"priTmplId":"tmpl-1","title":"预约变更","content":""}]}'
const voice: Reply = { type: 'audio/amr', data: Buffer.from('#!AMR'), name: 'abc.amr' }
const picture: Reply = { type: 'image/jpeg', data: Buffer.from('jpeg') }
const video: Reply = { type: 'video/mp4', data: Buffer.from('mp4') }

function open(files: Record<string, Reply> = {}): Stage {
  const stage = createStage({ ...officialSettings })
  stage.answer('/cgi-bin/stable_token', token)
  stage.answer('/wxaapi/newtmpl/gettemplate', templates)
  for (const [path, reply] of Object.entries(files)) stage.answer(path, reply)
  return stage
}

async function push(stage: Stage, name: string) {
  const body = await fixture(`${name}.xml`)
  const { key } = pushOf(readPush(Buffer.from(body)), body)
  const { api } = appApi(stage.channel)
  const { channel } = stage
  const notices = noticesOf(channel, [subscriptions(api)])
  await working({ channel, api, notices, greet: recording(channel) })(
    { key, body },
    new AbortController().signal,
  )
}

const id = '23456789012345678901'
const at = 1768449600000
const anna = { who: 'oAnna', externalId: id, at }

describe('A message of a 公众号', () => {
  const messages: Record<string, Partial<Incoming>> = {
    text: { text: '007' },
    'text-from-article': { text: '在吗' },
    'menu-answer': { text: '水光针', doing: 'choose' },
    image: { files: [{ name: 'picture.jpg', data: Buffer.from('jpeg') }] },
    voice: { text: '想预约周末', files: [{ name: 'abc.amr', data: Buffer.from('#!AMR') }] },
    'voice-unrecognised': { text: '', files: [{ name: 'abc.amr', data: Buffer.from('#!AMR') }] },
    video: { files: [{ name: 'video.mp4', data: Buffer.from('mp4') }] },
    shortvideo: { files: [{ name: 'video.mp4', data: Buffer.from('mp4') }] },
    location: {
      content: {
        type: 'location',
        latitude: 31.230416,
        longitude: 121.473701,
        label: '上海市黄浦区人民大道',
      },
    },
    link: {
      content: {
        type: 'link',
        title: '术后护理',
        description: '七天注意事项',
        url: 'https://example.com/care',
      },
    },
    'unheard-of': { content: { type: 'unsupported', name: 'hologram' } },
  }
  for (const [name, message] of Object.entries(messages))
    it(`is stored: ${name}`, async () => {
      const media = name.includes('video') ? '{"video_url":"https://video.qq.com/1.mp4"}' : voice
      const stage = open({ '/pic/0': picture, '/cgi-bin/media/get': media, '/1.mp4': video })
      await push(stage, `official/${name}`)
      assert.deepEqual(stage.received, [{ ...anna, ...message }])
    })

  it('is something unknown, whatever it calls itself', () => {
    for (const msgtype of ['', '__proto__', 'constructor', 'toString'])
      assert.deepEqual(saidIn({ msgtype, content: 'x' }).message.content, {
        type: 'unsupported',
        name: msgtype,
      })
  })

  it('comes with its picture from the platform where the address does not lead to it', async () => {
    const stage = open({ '/pic/0': new Error('away'), '/cgi-bin/media/get': picture })
    await push(stage, 'official/image')
    assert.deepEqual(stage.received[0]?.files, [{ name: 'picture.jpg', data: Buffer.from('jpeg') }])
    assert.equal(stage.callsTo('/cgi-bin/media/get')[0]?.query['media_id'], 'media-image')
  })

  it('waits for its voice a while, and then says that there was one', async () => {
    const stage = open({ '/cgi-bin/media/get': new Error('away') })
    await assert.rejects(push(stage, 'official/voice'), /away/)
    assert.deepEqual(stage.received, [])
    stage.pass(150)
    await push(stage, 'official/voice')
    assert.deepEqual(stage.received, [
      { ...anna, text: '想预约周末', content: { type: 'unsupported', name: 'voice' } },
    ])
  })

  it('waits for its file as long as an admin has to mend the account', async () => {
    const stage = open({ '/cgi-bin/media/get': '{"errcode":48004,"errmsg":"api forbidden rid: 1"}' })
    stage.pass(86_400)
    await assert.rejects(push(stage, 'official/voice'), { account: 'refused' })
    assert.deepEqual(stage.received, [])
  })

  it('says at once that there was a file where it is gone for good', async () => {
    const stage = open({ '/cgi-bin/media/get': '{"errcode":40007,"errmsg":"invalid media_id rid: 1"}' })
    await push(stage, 'official/video')
    assert.deepEqual(stage.received, [{ ...anna, content: { type: 'unsupported', name: 'video' } }])
  })

  it('is stored without its file where the clinic refuses that', async () => {
    const stage = open({ '/pic/0': picture })
    const { receive } = stage.channel
    stage.channel.receive = async (message) => {
      if (message.files) throw Object.assign(new Error('no picture'), { status: 400 })
      return receive(message)
    }
    await push(stage, 'official/image')
    assert.deepEqual(stage.received, [{ ...anna, content: { type: 'unsupported', name: 'image' } }])
  })

  it('of somebody who is blocked is not heard', async () => {
    const stage = open()
    stage.channel.receive = () => Promise.reject(Object.assign(new Error('blocked'), { status: 403 }))
    await push(stage, 'official/text')
    assert.match(stage.log.join(), /wechat\.message-refused/)
  })

  it('is tried again where it cannot be stored', async () => {
    const stage = open()
    stage.channel.receive = () => Promise.reject(new Error('the disk is full'))
    await assert.rejects(push(stage, 'official/text'), /the disk is full/)
  })
})

describe('An event of a 公众号', () => {
  const happenings: Record<string, Partial<Happening>[]> = {
    subscribe: [{ type: 'follow' }],
    'subscribe-by-scene': [{ type: 'follow', entry: 'poster-1', opens: true }],
    unsubscribe: [{ type: 'unfollow' }],
    scan: [{ type: 'scan', entry: 'doctor_li', opens: true }],
    click: [{ type: 'choose', label: '我要预约', opens: true }],
    'scancode-push': [{ type: 'choose', label: 'coupon-12' }],
    'scancode-waitmsg': [{ type: 'choose', label: 'scan' }],
    'subscription-popup': [{ type: 'subscribe', label: '预约变更' }, { type: 'subscribe' }],
  }
  for (const [name, deeds] of Object.entries(happenings))
    it(`is a happening: ${name}`, async () => {
      const stage = open()
      await push(stage, `official/${name}`)
      await push(stage, `official/${name}`)
      const plain = stage.happenings.map(({ externalId: _id, ...deed }) => deed)
      assert.deepEqual(
        plain,
        deeds.map((deed) => ({ who: 'oAnna', at, ...deed })),
      )
      assert.equal(new Set(stage.happenings.map(({ externalId }) => externalId)).size, deeds.length)
    })

  it('is a greeting that was given, once', async () => {
    const stage = open()
    await push(stage, 'official/subscribe')
    await push(stage, 'official/subscribe')
    assert.equal(stage.spoken[0]?.text, '您好，欢迎关注！')
    assert.equal(stage.spoken[0]?.uid, stage.spoken[1]?.uid)
  })

  const outcomes: Record<string, { id: string; state: string; reason?: string }> = {
    'template-sent': { id: '200163836', state: 'delivered' },
    'template-blocked': { id: '200163836', state: 'failed', reason: 'wechat:reason.blocked' },
    'template-failed': { id: '200163836', state: 'failed', reason: 'wechat:reason.notDelivered' },
    'subscription-sent': { id: subscriptionName('oAnna', 'tmpl-1'), state: 'delivered' },
    'subscription-refused': {
      id: subscriptionName('oAnna', 'tmpl-1'),
      state: 'failed',
      reason: 'wechat:reason.consent',
    },
  }
  for (const [name, { id, ...outcome }] of Object.entries(outcomes))
    it(`is the outcome of a notice: ${name}`, async () => {
      const stage = open()
      stage.values.set(`notice:${id}`, 'uid-of-the-notice')
      await push(stage, `official/${name}`)
      assert.deepEqual(stage.reports, [{ uid: 'uid-of-the-notice', ...outcome }])
      assert.ok(!stage.values.has(`notice:${id}`))
    })

  it('is waited for where the outcome comes before the answer to the sending', async () => {
    const stage = open()
    await assert.rejects(push(stage, 'official/template-sent'), { retryAfter: 5 })
    stage.pass(15)
    await push(stage, 'official/template-sent')
    assert.match(stage.log.join(), /wechat\.notice-unknown/)
  })

  it('takes every agreement back where the customer has', async () => {
    const stage = open()
    const withdrawn: string[] = []
    stage.channel.withdraw = async (who) => void withdrawn.push(who)
    await push(stage, 'official/authorization-revoked')
    assert.deepEqual(withdrawn, ['oAnna'])
  })

  const silent = [
    'location-event',
    'view',
    'view-miniprogram',
    'pic-sysphoto',
    'pic-photo-or-album',
    'pic-weixin',
    'location-select',
    'mass-sent',
    'subscription-changed',
    'kf-create-session',
    'kf-close-session',
    'kf-switch-session',
    'info-modified',
    'unheard-of-event',
  ]
  for (const name of silent)
    it(`is a line in the log: ${name}`, async () => {
      const stage = open()
      await push(stage, `official/${name}`)
      assert.deepEqual([stage.received, stage.happenings, stage.reports], [[], [], []])
      assert.match(stage.log.join(), /wechat\.event-ignored/)
    })

  it('of the page is tried here, each of them', async () => {
    const tried = [...Object.keys(happenings), ...Object.keys(outcomes), ...silent, 'authorization-revoked']
    const messages = [
      'image',
      'link',
      'location',
      'menu-answer',
      'shortvideo',
      'text',
      'text-from-article',
      'unheard-of',
      'video',
      'voice',
      'voice-unrecognised',
    ]
    assert.deepEqual(await fixturesOf('official'), [...tried, ...messages].sort())
  })
})
