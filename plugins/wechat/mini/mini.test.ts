import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Happening } from 'qiantai/plugin'
import { answer, readBy } from 'qiantai/testing'
import { appApi } from '../app.ts'
import { pushOf, readPush } from '../callback/push.ts'
import { working } from '../inbound/working.ts'
import { noticesOf } from '../notices/list.ts'
import { miniSettings } from '../testing/accounts.ts'
import { type Clinic, lastAnswer, rehearse } from '../testing/clinic.ts'
import { fixture } from '../testing/fixtures.ts'
import { createStage } from '../testing/stage.ts'
import { greeting } from './greeting.ts'

describe('A rehearsed 小程序', () => {
  let clinic: Clinic<'mini'>
  before(async () => {
    clinic = await rehearse('mini', { enterGreeting: '您好，请问想了解什么？' })
  })
  after(() => clinic.stop())

  const act: Clinic<'mini'>['provider']['phone']['act'] = async (action) => {
    await clinic.provider.phone.act(action)
    await clinic.settle()
  }
  const words = () => clinic.provider.phone.show().lines.map(({ from, text }) => `${from}: ${text}`)

  it('greets whoever enters', async () => {
    await act({ type: 'enter' })
    assert.deepEqual(words(), ['clinic: 您好，请问想了解什么？'])
  })

  it('hears what a patient says, and answers', async () => {
    await act({ type: 'say', text: '007' })
    await answer(clinic, 'lin', '007', '您好，一次 680 元。')
    assert.equal(words().at(-1), 'clinic: 您好，一次 680 元。')
    assert.deepEqual(await readBy(clinic, 'lin'), [['您好，请问想了解什么？', '007', '您好，一次 680 元。']])
  })

  it('is understood in JSON as well, in which ids are numbers', async () => {
    clinic.provider.mode('safe', 'json')
    await act({ type: 'say', text: '用 JSON 说的' })
    await act({ type: 'say', text: '再说一句' })
    assert.deepEqual((await readBy(clinic, 'lin'))[0]?.slice(-2), ['用 JSON 说的', '再说一句'])
    const [first, second] = await clinic.app
      .db('message')
      .where({ direction: 'in' })
      .orderBy('id', 'desc')
      .pluck('external_id')
    assert.match(first, /^\d{15,20}$/)
    assert.notEqual(first, second)
  })

  it('sends a card of its own', async () => {
    await act({ type: 'say', text: '怎么预约？' })
    await answer(clinic, 'lin', '怎么预约？', {
      type: 'card',
      title: '在线预约',
      app: 'wxmini',
      page: 'pages/book',
    })
    assert.deepEqual((await lastAnswer(clinic)).state, 'sent')
    assert.equal(clinic.provider.phone.show().lines.at(-1)?.card?.title, '在线预约')
  })

  it('has no profile, since the platform tells nothing of its customers', () => {
    assert.equal(clinic.open.profile, undefined)
  })
})

describe('A push of a 小程序', () => {
  async function push(name: string, later = 0) {
    const stage = createStage({ ...miniSettings })
    stage.answer('/cgi-bin/stable_token', '{"access_token":"one","expires_in":7200}')
    stage.answer('/cgi-bin/message/custom/send', '{"errcode":0}')
    stage.pass(later)
    const body = await fixture(`mini/${name}.xml`)
    const { key } = pushOf(readPush(Buffer.from(body)), body)
    const { api } = appApi(stage.channel)
    const work = working({
      channel: stage.channel,
      api,
      notices: noticesOf(stage.channel, []),
      greet: greeting(stage.channel, api),
    })
    for (const _ of [1, 2]) await work({ key, body }, new AbortController().signal)
    return stage
  }
  const deed = ({ entry, label, opens }: Happening) => ({ entry, label, opens })

  it('is a card of its own', async () => {
    const { received } = await push('page')
    assert.deepEqual(received[0]?.content, {
      type: 'card',
      title: '预约',
      app: 'wxmini567890abcdef',
      page: 'pages/book?id=1',
    })
  })

  it('is an entrance, through a page of which we know, or not', async () => {
    assert.deepEqual((await push('enter')).happenings.map(deed), [
      { entry: 'price_list', label: 'price_list', opens: true },
    ])
    assert.deepEqual((await push('enter-unmarked')).happenings.map(deed), [
      { entry: undefined, label: '{"page":"首页"}', opens: undefined },
    ])
  })

  it('is greeted once, and soon or not at all', async () => {
    const { spoken, callsTo } = await push('enter')
    assert.deepEqual([spoken.length, callsTo('/cgi-bin/message/custom/send').length], [1, 1])
    assert.deepEqual((await push('enter', 61)).spoken, [])
  })
})
