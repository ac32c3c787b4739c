import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Content, Happening, Incoming } from 'qiantai/plugin'
import { kefuSettings } from '../testing/accounts.ts'
import { fixture, fixturesOf } from '../testing/fixtures.ts'
import type { Reply } from '../testing/platform.ts'
import { createStage, type Stage } from '../testing/stage.ts'
import { kefuApi } from './api.ts'
import { syncing } from './sync.ts'

const path = '/cgi-bin/kf/sync_msg'
const picture: Reply = { type: 'image/jpeg', data: Buffer.from('jpeg'), name: 'skin.jpg' }

let stage: Stage
beforeEach(() => {
  stage = createStage({ ...kefuSettings })
  stage.answer('/cgi-bin/gettoken', '{"errcode":0,"access_token":"one","expires_in":7200}')
  stage.answer('/cgi-bin/kf/service_state/get', '{"errcode":0,"service_state":1}')
  stage.answer('/cgi-bin/kf/send_msg_on_event', '{"errcode":0,"msgid":"1"}')
  stage.answer('/cgi-bin/media/get', picture)
})

const sync = () => syncing(stage.channel, kefuApi(stage.channel).api).run(new AbortController().signal)

/** The page that holds these items; `more` as the platform says it. */
async function page(cursor: string, more: 0 | 1, ...names: string[]): Promise<string> {
  const items = await Promise.all(names.map((name) => fixture(`kefu/${name}.json`)))
  return `{"errcode":0,"errmsg":"ok","next_cursor":"${cursor}","has_more":${more},"msg_list":[${items.join()}]}`
}

async function pulled(...names: string[]) {
  stage.answer(path, await page('c1', 0, ...names))
  await sync()
}

describe('An item of 微信客服', () => {
  const unsupported = (name: string): Content => ({ type: 'unsupported', name })
  const messages: Record<string, Partial<Incoming>> = {
    text: { text: '007' },
    'menu-answer': { text: '水光针' },
    image: { files: [{ name: 'skin.jpg', data: Buffer.from('jpeg') }] },
    voice: { files: [{ name: 'skin.jpg', data: Buffer.from('jpeg') }] },
    video: { files: [{ name: 'skin.jpg', data: Buffer.from('jpeg') }] },
    file: { files: [{ name: 'skin.jpg', data: Buffer.from('jpeg') }] },
    location: {
      content: {
        type: 'location',
        latitude: 23.106021881103516,
        longitude: 113.320503234863281,
        label: '广州国际媒体港(广州市海珠区) 广东省广州市海珠区滨江东路',
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
    miniprogram: {
      content: { type: 'card', title: '预约', app: 'wxmini567890abcdef', page: 'pages/book.html?id=1' },
    },
    'business-card': { content: unsupported('business_card') },
    msgmenu: { content: unsupported('msgmenu') },
    channels: { content: unsupported('channels') },
    'shop-product': { content: unsupported('channels_shop_product') },
    'shop-order': { content: unsupported('channels_shop_order') },
    merged: { content: unsupported('merged_msg') },
    'unheard-of': { content: unsupported('hologram') },
  }
  for (const [name, message] of Object.entries(messages))
    it(`is a message: ${name}`, async () => {
      await pulled(name)
      const anna = { who: 'wmAnna', externalId: `msg-${name}`, at: 1768449600000 }
      assert.deepEqual(stage.received, [{ ...anna, ...message }])
    })

  const happenings: Record<string, Partial<Happening>> = {
    enter: { type: 'enter', entry: 'poster-1', opens: true },
    'enter-again': { type: 'enter' },
    refuses: { type: 'refuse' },
    'refuses-no-more': { type: 'subscribe' },
  }
  for (const [name, deed] of Object.entries(happenings))
    it(`is a happening: ${name}`, async () => {
      await pulled(name)
      assert.deepEqual(stage.happenings, [
        { who: 'wmAnna', externalId: `msg-${name}`, at: 1768449600000, ...deed },
      ])
    })

  for (const [name, text] of Object.entries({ colleague: '我来接待您', 'colleague-image': '[image]' }))
    it(`was said in the clinic's name: ${name}`, async () => {
      await pulled(name, name)
      assert.deepEqual(
        stage.spoken.map((said) => said.text),
        [text, text],
      )
      assert.equal(stage.spoken[0]?.uid, stage.spoken[1]?.uid)
    })

  it('is an answer of ours that did not arrive', async () => {
    await pulled('send-fail', 'send-fail-foreign')
    const uid = '0198a1b2-0000-7000-8000-000000000001'
    assert.deepEqual(stage.reports, [{ uid, state: 'failed', reason: 'wechat:reason.count' }])
  })

  const silent = [
    'servicer-status',
    'session-ended',
    'session-taken',
    'user-recall',
    'servicer-recall',
    'unheard-of-event',
  ]
  for (const name of silent)
    it(`is nothing to store: ${name}`, async () => {
      await pulled(name)
      assert.deepEqual([stage.received, stage.happenings, stage.spoken, stage.reports], [[], [], [], []])
    })

  it('of the page is tried here, each of them', async () => {
    const tried = [messages, happenings].flatMap(Object.keys)
    const others = ['colleague', 'colleague-image', 'send-fail', 'send-fail-foreign', ...silent]
    assert.deepEqual(await fixturesOf('kefu'), [...tried, ...others].sort())
  })
})

describe('A greeting of 微信客服', () => {
  it('is given by the code of the entrance, and recorded', async () => {
    await pulled('enter')
    const [call] = stage.callsTo('/cgi-bin/kf/send_msg_on_event')
    assert.deepEqual(
      [call?.json['code'], call?.json['text']],
      ['WELCOME', { content: '您好，很高兴为您服务。' }],
    )
    assert.equal(stage.spoken[0]?.text, '您好，很高兴为您服务。')
  })

  it('is not given without a code, a second time, or after twenty seconds', async () => {
    await pulled('enter-again')
    await pulled('enter', 'enter')
    assert.equal(stage.callsTo('/cgi-bin/kf/send_msg_on_event').length, 1)
    stage.happenings.length = 0
    stage.pass(20)
    await pulled('enter')
    assert.equal(stage.callsTo('/cgi-bin/kf/send_msg_on_event').length, 1)
  })
})

describe('The cursor', () => {
  it('is stored with the last message of a page', async () => {
    await pulled('enter-again', 'text', 'menu-answer')
    assert.deepEqual(stage.remembered, [{ cursor: 'c1' }])
    assert.equal(stage.received.at(-1)?.externalId, 'msg-menu-answer')
  })

  it('is stored after the last event, and after a page without anything', async () => {
    await pulled('text', 'user-recall')
    assert.deepEqual([stage.remembered, stage.values.get('cursor')], [[], 'c1'])
    stage.answer(path, await page('c2', 0))
    await sync()
    assert.equal(stage.values.get('cursor'), 'c2')
  })

  it('stays where it is while something cannot be stored', async () => {
    stage.channel.receive = () => Promise.reject(new Error('the disk is full'))
    await assert.rejects(pulled('text'), /the disk is full/)
    assert.equal(stage.values.get('cursor'), undefined)
  })

  it('goes on past somebody who is blocked', async () => {
    stage.channel.receive = () => Promise.reject(Object.assign(new Error('blocked'), { status: 403 }))
    await pulled('text')
    assert.equal(stage.values.get('cursor'), 'c1')
  })

  it('goes on as long as there is more, also after a page with nothing in it', async () => {
    stage.answer(path, await page('c1', 1, 'text'), await page('c1', 1), await page('c2', 0, 'menu-answer'))
    await sync()
    assert.deepEqual(
      stage.callsTo(path).map(({ json }) => json['cursor']),
      [undefined, 'c1', 'c1'],
    )
    assert.equal(stage.received.length, 2)
  })

  it('does not go on for ever where the platform says that there is always more', async () => {
    stage.answer(path, await page('c1', 1))
    await sync()
    assert.equal(stage.callsTo(path).length, 100)
  })
})

describe('The token of a ring', () => {
  const tokens = () => stage.callsTo(path).map(({ json }) => json['token'])

  it('is used as long as it lasts', async () => {
    await stage.channel.remember('ring', 'rung', stage.channel.now() + 9 * 60_000)
    await pulled()
    stage.pass(600)
    await pulled()
    assert.deepEqual(tokens(), ['rung', undefined])
  })

  it('is dropped where the platform does not know it', async () => {
    await stage.channel.remember('ring', 'rung', stage.channel.now() + 9 * 60_000)
    stage.answer(path, '{"errcode":95007,"errmsg":"invalid msg token"}', await page('c1', 0, 'text'))
    await sync()
    await pulled()
    assert.deepEqual(tokens(), ['rung', undefined, undefined])
    assert.equal(stage.received.length, 1)
  })
})

describe('The session of whoever has written', () => {
  const path = '/cgi-bin/kf/service_state/trans'

  it('is taken where nobody has it', async () => {
    stage.answer('/cgi-bin/kf/service_state/get', '{"errcode":0,"service_state":0}')
    stage.answer(path, '{"errcode":0}')
    await pulled('text', 'menu-answer')
    assert.deepEqual(
      stage.callsTo(path).map(({ json }) => json),
      [{ open_kfid: kefuSettings.openKfId, external_userid: 'wmAnna', service_state: 1 }],
    )
  })

  it('is left to a colleague, and a failure there stops nothing', async () => {
    stage.answer('/cgi-bin/kf/service_state/get', '{"errcode":0,"service_state":3}')
    await pulled('text')
    stage.answer('/cgi-bin/kf/service_state/get', '{"errcode":-1,"errmsg":"busy"}')
    await pulled('text')
    assert.deepEqual([stage.callsTo(path), stage.values.get('cursor')], [[], 'c1'])
  })
})
