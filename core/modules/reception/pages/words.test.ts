import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { createI18n, type I18n } from '../../../platform/i18n/index.ts'
import { weekdays } from '../../clinic/index.ts'
import type { Condition, Target } from '../rule.ts'
import { changedDraft, draftIn, targetValue } from './rule-draft.ts'
import { dayWords, ruleWords } from './words.ts'

const names = {
  channels: new Map([[1, '官网']]),
  kinds: new Map([['site', '网站聊天']]),
  teams: new Map([[3, '皮肤']]),
  agents: new Map([[2, '郝医生']]),
}
const skin: Target = { to: 'group', teamId: 3 }

describe('A rule', () => {
  let i18n: I18n
  before(async () => void (i18n = await createI18n()))

  const tongue = (locale: string) => ({ i18n, locale, names })
  const said = (conditions: Condition[], target: Target = skin, locale = 'zh-CN') => {
    const { when, leads } = ruleWords(tongue(locale), { conditions, target })
    return `${when} → ${leads}`
  }

  it('reads as a sentence in both languages', () => {
    const conditions: Condition[] = [
      { on: 'source', is: ['baidu', 'search-paid'] },
      { on: 'text', contains: ['双眼皮', '埋线'] },
    ]
    assert.equal(said(conditions), '来自百度或付费搜索，且说到「双眼皮」或「埋线」的客户 → 技能组「皮肤」')
    assert.equal(
      said(conditions, skin, 'en'),
      'Customers who came from Baidu or paid search and write “双眼皮” or “埋线” → team “皮肤”',
    )
  })

  it('is for everybody where it asks for nothing', () => {
    assert.equal(said([], { to: 'agent', agentId: 2 }), '所有客户 → 郝医生')
    assert.equal(
      said([], { to: 'message', text: '请稍等' }, 'en'),
      'Every customer → reply “请稍等”, and wait on',
    )
  })

  it('has a clause for whatever it may ask', () => {
    const all: [Condition, string][] = [
      [{ on: 'keyword', contains: ['价格'] }, '搜索过「价格」'],
      [{ on: 'page', contains: ['/eye'] }, '看过网址含「/eye」的页面'],
      [{ on: 'channel', is: [1, 9] }, '从官网或已删除的渠道进来'],
      [{ on: 'kind', is: ['site'] }, '通过网站聊天联系'],
      [{ on: 'language', is: ['en'] }, '使用英语'],
      [{ on: 'stage', is: ['booked'] }, '阶段为已预约'],
      [{ on: 'tag', is: ['VIP'] }, '有「VIP」标签'],
      [{ on: 'region', is: ['上海'] }, '在上海'],
      [{ on: 'open', is: false }, '营业时间外来访'],
      [{ on: 'time', days: ['sat', 'sun'], from: '09:00', until: '18:00' }, '周六、周日 09:00–18:00 来访'],
    ]
    for (const [condition, clause] of all) assert.equal(said([condition]), `${clause}的客户 → 技能组「皮肤」`)
  })

  it('tells days in a row by the first and the last', () => {
    assert.equal(dayWords(tongue('en'), ['wed', 'mon', 'tue']), 'Mon–Wed')
    assert.equal(dayWords(tongue('zh-CN'), ['mon', 'wed', 'fri']), '周一、周三、周五')
    assert.equal(dayWords(tongue('zh-CN'), [...weekdays]), '每天')
  })

  it('says where it leads to somebody who is gone', () => {
    assert.equal(
      ruleWords(tongue('zh-CN'), { conditions: [], target: { to: 'group', teamId: 9 } }).gone,
      true,
    )
    assert.equal(ruleWords(tongue('zh-CN'), { conditions: [], target: skin }).gone, false)
  })

  it('is read from the editor, sites by the names that people know them by', () => {
    const fields = {
      'on.0': 'source',
      'is.0': 'search-paid',
      'words.0': '百度， Xiaohongshu、三月活动',
      'on.4': 'time',
      'is.4': ['mon', 'tue'],
      'from.4': '21:00',
      'until.4': '09:00',
      target: 'group:3',
      priority: '1',
      enabled: 'on',
    }
    const draft = draftIn(i18n, fields)
    assert.deepEqual(draft.conditions, [
      { on: 'source', is: ['search-paid', 'baidu', 'xiaohongshu', '三月活动'] },
      { on: 'time', days: ['mon', 'tue'], from: '21:00', until: '09:00' },
    ])
    assert.deepEqual([draft.target, draft.priority, targetValue(draft.target)], [skin, 1, 'group:3'])
    const longer = changedDraft(draft, { do: 'add', more: 'tag' })
    assert.deepEqual(
      longer.conditions.map(({ on }) => on),
      ['source', 'time', 'tag'],
    )
    assert.deepEqual(
      changedDraft(longer, { do: 'remove.0' }).conditions.map(({ on }) => on),
      ['time', 'tag'],
    )
  })
})
