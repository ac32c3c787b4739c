import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fits, type Moment } from './matching.ts'
import type { Condition, Visitor } from './rule.ts'

const visitor: Visitor = {
  personId: null,
  channelId: 3,
  kind: 'official',
  sources: ['search-paid', 'baidu', '春季活动'],
  page: 'https://clinic.test/QuBan 祛斑',
  keyword: '激光祛斑 多少钱',
  text: 'ＶＩＰ 客户想预约',
  language: 'zh-CN',
  stage: 'lead',
  region: '',
  tags: ['老客'],
}
const noon: Moment = { open: true, byChannel: new Map(), day: 'tue', time: '12:00' }

const meets = (condition: Condition, moment = noon) => fits({ conditions: [condition] }, visitor, moment)

describe('A rule', () => {
  it('fits everybody without conditions, and with several only who meets all of them', () => {
    const lead: Condition = { on: 'stage', is: ['lead'] }
    assert.ok(fits({ conditions: [] }, visitor, noon))
    assert.ok(fits({ conditions: [lead, { on: 'channel', is: [3] }] }, visitor, noon))
    assert.ok(!fits({ conditions: [lead, { on: 'channel', is: [4] }] }, visitor, noon))
  })

  it('finds words whatever their case and width, and one of several is enough', () => {
    assert.ok(meets({ on: 'text', contains: ['贵宾', 'vip'] }))
    assert.ok(meets({ on: 'page', contains: ['quban'] }))
    assert.ok(meets({ on: 'keyword', contains: ['祛斑'] }))
    assert.ok(!meets({ on: 'keyword', contains: ['隆鼻', ' '] }))
  })

  it('knows a source by its class, its site and its campaign', () => {
    for (const name of ['search-paid', 'Baidu', '春季活动']) assert.ok(meets({ on: 'source', is: [name] }))
    assert.ok(!meets({ on: 'source', is: ['direct'] }))
  })

  it('takes a language for all of its countries', () => {
    assert.ok(meets({ on: 'language', is: ['zh'] }))
    assert.ok(!meets({ on: 'language', is: ['z', 'en'] }))
  })

  it('asks for hours of days, over midnight as well', () => {
    const night: Condition = { on: 'time', days: ['mon'], from: '22:00', until: '06:00' }
    const at = (day: Moment['day'], time: string) => meets(night, { ...noon, open: false, day, time })
    assert.deepEqual([at('mon', '23:00'), at('tue', '05:59'), at('tue', '06:00')], [true, true, false])
    assert.deepEqual([at('tue', '23:00'), at('mon', '05:00')], [false, false])
    assert.ok(meets({ on: 'open', is: true }))
  })

  it('asks the hours of the account that the customer came by, where it has any', () => {
    const own = (open: boolean): Moment => ({ ...noon, byChannel: new Map([[3, open]]) })
    assert.ok(meets({ on: 'open', is: false }, own(false)))
    assert.ok(!meets({ on: 'open', is: true }, own(false)))
    assert.ok(meets({ on: 'open', is: true }, { ...own(true), open: false }))
  })

  it('says nothing of what is not known', () => {
    assert.ok(!meets({ on: 'region', is: ['上海'] }))
    const shenzhen = { ...visitor, region: '广东 深圳 0755' }
    assert.ok(fits({ conditions: [{ on: 'region', is: ['上海', '深圳'] }] }, shenzhen, noon))
  })
})
