import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { createCaller } from '../../testing/caller.ts'
import { rehearse } from '../../testing/clinic.ts'
import { fromXml } from '../../wire/fields.ts'
import { simulateOfficial } from '../index.ts'
import { templates } from './templates.ts'
import { readValues } from './values.ts'

describe('Notices', () => {
  let stage: Awaited<ReturnType<typeof rehearse<Awaited<ReturnType<typeof simulateOfficial>>>>>
  let call: ReturnType<typeof createCaller>
  const anna = () => stage.simulator.phoneOf('anna')
  const paid = templates.find(({ title }) => title === '付款成功通知')
  const moved = templates.find(({ subscribed }) => subscribed)
  const data = {
    thing1: { value: '水光针' },
    amount2: { value: '¥2980.00' },
    time3: { value: '2026-03-08 15:20' },
  }
  const send = (more: object = {}) =>
    call('/cgi-bin/message/template/send', { touser: anna().id, template_id: paid?.id, data, ...more })

  beforeEach(async () => {
    stage = await rehearse(simulateOfficial)
    stage.simulator.mode('plain')
    call = createCaller(stage.url, stage.simulator.settings)
    await anna().act({ type: 'follow' })
  })
  afterEach(() => stage.stop())

  it('arrive outside every window, and their outcome is pushed under the same id', async () => {
    await anna().act({ type: 'pass', seconds: 3600 })
    const { errcode } = await send({ url: 'https://a.test/order' })
    assert.equal(errcode, 0)
    await stage.simulator.settled()
    const [id] = /\d{17,}/.exec(String(stage.arrived.at(-1)?.body)) ?? []
    const { Event, Status, MsgID } = fromXml(stage.arrived.at(-1)?.body ?? '') ?? {}
    assert.deepEqual([Event, Status, MsgID], ['TEMPLATESENDJOBFINISH', 'success', id])
    assert.deepEqual(anna().show().lines[0]?.card, {
      title: '付款成功通知',
      text: '项目名称:水光针\n付款金额:¥2980.00\n付款时间:2026-03-08 15:20',
      url: 'https://a.test/order',
    })
  })

  it('come once, however often they are sent under one mark', async () => {
    await send({ client_msg_id: 'a-1' })
    await send({ client_msg_id: 'a-1' })
    assert.equal(anna().show().lines.length, 1)
    await anna().act({ type: 'pass', seconds: 600 })
    await send({ client_msg_id: 'a-1' })
    assert.equal(anna().show().lines.length, 2)
  })

  it('need a follower, a template and values that fit', async () => {
    assert.equal((await send({ template_id: 'x' })).errcode, 40037)
    assert.equal((await send({ touser: 'x' })).errcode, 40003)
    const { amount2, ...rest } = data
    assert.match(
      String((await send({ data: rest })).errmsg),
      /^argument invalid! data\.amount2\.value is empty/,
    )
    assert.equal((await send({ data: { ...rest, amount2: { ...amount2, value: '很多' } } })).errcode, 47003)
    await anna().act({ type: 'unfollow' })
    assert.equal((await send()).errcode, 43004)
  })

  it('of the subscribed kind come once for each time the patient agreed', async () => {
    const body = {
      touser: anna().id,
      template_id: moved?.id,
      data: {
        thing1: { value: '激光祛斑' },
        time2: { value: '2026年3月10日 11:00' },
        thing3: { value: '医生临时会诊' },
      },
    }
    const path = '/cgi-bin/message/subscribe/bizsend'
    assert.equal((await call(path, body)).errcode, 43101)
    await stage.simulator.subscribe('anna', moved?.id ?? '', true)
    assert.match(stage.arrived.at(-1)?.body ?? '', /subscribe_msg_popup_event.*accept/)
    assert.equal((await call(path, body)).errcode, 0)
    await stage.simulator.settled()
    assert.match(stage.arrived.at(-1)?.body ?? '', /subscribe_msg_sent_event/)
    assert.equal((await call(path, body)).errcode, 43101)
  })

  const kinds: [string, string[], string[]][] = [
    ['thing', ['好'.repeat(20)], ['好'.repeat(21), '']],
    ['character_string', ['YY-2026/03'], ['预约1', 'a'.repeat(33)]],
    ['number', ['12', '3.5'], ['十二', '1'.repeat(33)]],
    [
      'time',
      ['2026-03-08 14:30', '2026-03-08 14:30:05', '2026年3月8日 14:30'],
      ['下周三', '2026-03-08T14:30'],
    ],
    ['date', ['2026-03-08', '2026年3月8日'], ['3月8日下午']],
    ['amount', ['¥2980.00', '100元'], ['12345678901', '很多']],
    ['phone_number', ['+86 021-62880000'], ['0'.repeat(18), '打前台']],
    ['car_number', ['沪A12345'], ['沪A1234567']],
    ['name', ['王女士', 'Anna Wang'], ['一二三四五六七八九十一', 'a'.repeat(21), 'Anna王']],
    ['phrase', ['待复查'], ['等待医生复查', 'ok']],
  ]
  for (const [kind, good, bad] of kinds)
    it(`take for ${kind} what the platform takes`, () => {
      const template = { id: '', title: '', content: `{{${kind}1.DATA}}`, example: '' }
      const read = (value: string) => readValues(template, { [`${kind}1`]: { value } })
      for (const value of good) assert.equal(read(value).get(`${kind}1`), value)
      for (const value of bad) assert.throws(() => read(value), { errcode: 47003 }, value)
    })

  it('in the clinic’s list fit their own examples', () => {
    for (const template of templates) {
      const lines = template.example.trimEnd().split('\n')
      const keys = [...template.content.matchAll(/\{\{(\w+)/g)].map(([, key]) => key ?? '')
      const data = keys.map((key, index) => [key, { value: lines[index]?.replace(/^[^:]*:/, '') }])
      assert.equal(readValues(template, Object.fromEntries(data)).size, keys.length, template.title)
    }
  })
})
