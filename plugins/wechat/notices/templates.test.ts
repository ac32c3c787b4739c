import assert from 'node:assert/strict'
import { it } from 'node:test'
import { templateNotice, subscriptionNotice } from './templates.ts'

it('a template is its approved words, with what is to be filled in', () => {
  const notice = templateNotice({
    template_id: 'tmpl-1',
    title: '就诊提醒',
    content:
      '就诊时间：{{time1.DATA}}\n{{thing3.DATA}} 请准时到达\n医生 {{name2.DATA}} 电话 {{phone_number4.DATA}}',
    example: '就诊时间：2026年3月8日 14:30\n静安店 请准时到达\n医生 陈医生 电话 021-62880000',
  })
  assert.equal(
    notice.text,
    '就诊时间：{{time1}}\n{{thing3}} 请准时到达\n医生 {{name2}} 电话 {{phone_number4}}',
  )
  assert.deepEqual(notice.fields, [
    { key: 'time1', label: '就诊时间', hint: 'wechat:notice.time', example: '2026年3月8日 14:30' },
    { key: 'thing3', label: 'thing3', hint: 'wechat:notice.thing', example: '静安店' },
    { key: 'name2', label: '医生', hint: 'wechat:notice.name', example: '陈医生' },
    { key: 'phone_number4', label: '电话', hint: 'wechat:notice.phone_number', example: '021-62880000' },
  ])
})

it('a subscription notice is known as one', () => {
  const notice = subscriptionNotice({
    priTmplId: 'p1',
    title: '变更',
    content: '原因:{{thing3.DATA}}',
    example: '',
  })
  assert.deepEqual(
    [notice.template, notice.subscribed, notice.fields[0]?.example],
    ['subscription:p1', true, undefined],
  )
})
