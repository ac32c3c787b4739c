import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Content, Outgoing } from 'qiantai/plugin'
import { appApi } from '../app.ts'
import { officialDialect } from '../official/dialect.ts'
import { officialSettings } from '../testing/accounts.ts'
import { createStage, type Stage } from '../testing/stage.ts'
import { costsOf } from './parts.ts'
import { sending } from './sending.ts'

const path = '/cgi-bin/message/custom/send'
const ok = '{"errcode":0,"errmsg":"ok"}'
const refusal = (code: number, words = 'no') => `{"errcode":${code},"errmsg":"${words} rid: 65f0"}`
const uid = '0198a1b2-0000-7000-8000-000000000001'
const file = (mime: string) => ({ uid: 'file-1', name: 'a', mime, size: 9, path: '/a' })

let stage: Stage
beforeEach(() => {
  stage = createStage({ ...officialSettings })
  stage.answer(
    '/cgi-bin/stable_token',
    '{"access_token":"one","expires_in":7200}',
    '{"access_token":"two","expires_in":7200}',
  )
  stage.answer('/cgi-bin/media/upload', '{"media_id":"media-1"}', '{"media_id":"media-2"}')
  stage.answer(path, ok)
})

function send(message: Partial<Outgoing>, signal = new AbortController().signal) {
  const { api } = appApi(stage.channel)
  const out: Outgoing = { uid, to: 'oAnna', kind: 'text', text: '', files: [], attempt: 1, ...message }
  return sending(stage.channel, api, officialDialect(stage.channel, api), '/bizsend')(out, signal)
}
const bodies = () =>
  stage.callsTo(path).map(({ json: { touser, ...body } }) => (assert.equal(touser, 'oAnna'), body))

describe('What an agent says', () => {
  it('leaves as it was written', async () => {
    await send({ text: '您好 "007" \\u4f60 😊' })
    assert.deepEqual(bodies(), [{ msgtype: 'text', text: { content: '您好 "007" \\u4f60 😊' } }])
    assert.match(stage.callsTo(path)[0]?.text ?? '', /您好/)
    assert.equal(stage.callsTo(path)[0]?.query['access_token'], 'one')
  })

  it('leaves in parts where it is too long, and goes on where it stopped', async () => {
    const [first, second] = ['一'.repeat(600) + '。', '二'.repeat(600) + '。']
    stage.answer(path, ok, refusal(-1), ok)
    await assert.rejects(send({ text: first + second }))
    await send({ text: first + second })
    const texts = bodies().map(({ text }) => Object(text).content)
    assert.deepEqual(texts, [first, second, second])
    assert.ok(![...stage.values.keys()].some((name) => name.startsWith('parts:')))
  })

  it('costs as many answers as it has parts', async () => {
    const link: Content = { type: 'link', title: '价目表', url: 'https://clinic.test' }
    const said = [
      { text: '您好', files: [] },
      { text: '一'.repeat(1500), files: [file('image/png'), file('image/png')], kind: 'image' as const },
      { text: '', files: [], kind: 'link' as const, content: link },
    ]
    const costs: number[] = []
    for (const { files, ...message } of said) {
      const before = bodies().length
      await send({ ...message, files, uid: uid.replace('1', String(costs.length)) })
      costs.push(costsOf({ ...message, files: files.length }))
      assert.equal(bodies().length - before, costs.at(-1))
    }
    assert.deepEqual(costs, [1, 5, 1])
  })

  const files: [Outgoing['kind'], string, string, object][] = [
    ['image', 'image/png', 'image', { msgtype: 'image', image: { media_id: 'media-1' } }],
    ['voice', 'audio/webm', 'voice', { msgtype: 'voice', voice: { media_id: 'media-1' } }],
    [
      'video',
      'video/mp4',
      'video',
      {
        msgtype: 'video',
        video: { media_id: 'media-1', thumb_media_id: 'media-2', title: 'a', description: '' },
      },
    ],
  ]
  for (const [kind, mime, type, body] of files)
    it(`leaves as a file of its kind: ${kind}`, async () => {
      await send({ kind, files: [file(mime)] })
      assert.deepEqual(bodies(), [body])
      const [upload] = stage.callsTo('/cgi-bin/media/upload')
      assert.equal(upload?.query['type'], type)
      assert.match(upload?.text ?? '', /name="media"; filename="file-1.jpg"[\s\S]*data of file-1/)
    })

  it('is handed over once, however often it is sent', async () => {
    await send({ kind: 'image', files: [file('image/png')] })
    await send({ kind: 'image', files: [file('image/png')], uid: uid.replace('1', '2') })
    assert.equal(stage.callsTo('/cgi-bin/media/upload').length, 1)
    stage.pass(3 * 86_400)
    await send({ kind: 'image', files: [file('image/png')], uid: uid.replace('1', '3') })
    assert.equal(stage.callsTo('/cgi-bin/media/upload').length, 2)
  })

  it('is handed over again, once, where the platform has lost it', async () => {
    stage.answer(path, refusal(40007), ok)
    await send({ kind: 'image', files: [file('image/png')] })
    assert.deepEqual(
      bodies().map(({ image }) => Object(image).media_id),
      ['media-1', 'media-2'],
    )
    stage.answer(path, refusal(40007))
    await assert.rejects(send({ kind: 'image', files: [file('image/png')] }), { permanent: true })
  })

  const contents: [Content, object][] = [
    [
      { type: 'link', title: '术后护理', url: 'https://example.com/' },
      {
        msgtype: 'news',
        news: { articles: [{ title: '术后护理', description: '', url: 'https://example.com/', picurl: '' }] },
      },
    ],
    [
      { type: 'card', title: '预约', app: 'wxmini', page: 'pages/book' },
      {
        msgtype: 'miniprogrampage',
        miniprogrampage: {
          title: '预约',
          appid: 'wxmini',
          pagepath: 'pages/book',
          thumb_media_id: 'media-1',
        },
      },
    ],
    [
      { type: 'choices', head: '想了解什么？', items: [{ id: 'a', text: '水光针' }], tail: '请选择' },
      {
        msgtype: 'msgmenu',
        msgmenu: {
          head_content: '想了解什么？',
          list: [{ id: 'a', content: '水光针' }],
          tail_content: '请选择',
        },
      },
    ],
  ]
  for (const [content, body] of contents)
    it(`leaves as what it is: ${content.type}`, async () => {
      await send({ kind: content.type, content })
      assert.deepEqual(bodies(), [body])
    })

  it('is asked in words where the account cannot ask', async () => {
    stage.answer(path, refusal(40200), ok)
    const items = [
      { id: 'a', text: '水光针' },
      { id: 'b', text: '热玛吉' },
    ]
    await send({
      kind: 'choices',
      content: { type: 'choices', head: '想了解什么？', items, tail: '请回复编号' },
    })
    assert.deepEqual(bodies().at(-1), {
      msgtype: 'text',
      text: { content: '想了解什么？\n1. 水光针\n2. 热玛吉\n请回复编号' },
    })
  })

  it('is refused where the account cannot say it at all', async () => {
    await assert.rejects(send({ kind: 'file', files: [file('application/pdf')] }), {
      message: 'wechat:reason.kind',
      permanent: true,
    })
    assert.deepEqual(bodies(), [])
  })
})

describe('What the platform refuses', () => {
  const failures: [number, object][] = [
    [-1, { message: 'wechat:reason.busy' }],
    [45015, { message: 'wechat:reason.window', permanent: true, window: 'closed' }],
    [45047, { message: 'wechat:reason.count', permanent: true, window: 'closed' }],
    [45009, { message: 'wechat:reason.quota', retryAfter: 12 * 3600 }],
    [45011, { message: 'wechat:reason.often', retryAfter: 60 }],
    [48001, { message: 'wechat:reason.permission', permanent: true }],
    [48004, { message: 'wechat:reason.banned', account: 'refused' }],
    [99999, { message: '99999 no rid: 65f0', permanent: true }],
  ]
  for (const [code, failure] of failures)
    it(`is told to the host: ${code}`, async () => {
      stage.answer(path, refusal(code))
      await assert.rejects(send({ text: '您好' }), failure)
      assert.match(stage.log.join(), /rid: 65f0/)
    })

  it('names the address that must be let in', async () => {
    stage.answer(
      '/cgi-bin/stable_token',
      refusal(40164, 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist'),
    )
    await assert.rejects(send({ text: '您好' }), { account: 'refused', message: /203\.0\.113\.7/ })
  })

  it('is a follower who has left', async () => {
    stage.answer(path, refusal(43004))
    await assert.rejects(send({ text: '您好' }), { permanent: true, window: 'closed' })
    assert.deepEqual(stage.happenings, [{ who: 'oAnna', externalId: `left:${uid}`, type: 'unfollow' }])
  })

  for (const code of [40001, 40014, 42001])
    it(`is tried once more with a new token: ${code}`, async () => {
      stage.answer(path, refusal(code), ok)
      await send({ text: '您好' })
      assert.deepEqual(
        stage.callsTo(path).map(({ query }) => query['access_token']),
        ['one', 'two'],
      )
      stage.answer(path, refusal(code))
      await assert.rejects(send({ text: '您好' }), { message: 'wechat:reason.token' })
      assert.equal(stage.callsTo(path).length, 4)
    })
})

describe('What gets no answer', () => {
  const lost = Object.assign(new Error('The peer did not answer in time'), { unsure: true })

  it('may have left, and is not said twice', async () => {
    stage.answer(path, lost)
    await assert.rejects(send({ text: '您好' }), { unsure: true })
    stage.answer(path, { type: 'text/html', data: Buffer.from('<html>') })
    await assert.rejects(send({ text: '您好' }), { unsure: true })
  })

  it('has not left where it was the token or the file that got none', async () => {
    stage.answer('/cgi-bin/media/upload', lost)
    const failed = send({ kind: 'image', files: [file('image/png')] })
    await assert.rejects(
      failed,
      (error: Error) => !('unsure' in error) && error.message === 'wechat:reason.away',
    )
    stage.values.clear()
    stage.answer('/cgi-bin/stable_token', lost)
    await assert.rejects(send({ text: '您好' }), (error: Error) => !('unsure' in error))
  })

  it('is let go of when the signal ends', async () => {
    await assert.rejects(
      send({ text: '您好' }, AbortSignal.abort(new Error('the clinic closes'))),
      /the clinic closes/,
    )
  })
})
