import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contactOf } from './contact.ts'

test('a mobile number is taken however it is written', () => {
  for (const text of ['13800138000', '138 0013 8000', '+86 138-0013-8000', '008613800138000']) {
    assert.deepEqual(contactOf(text), { phone: '13800138000' })
  }
  assert.deepEqual(contactOf('+852 5123 4567'), { phone: '+85251234567' })
})

test('a WeChat id is taken', () => {
  assert.deepEqual(contactOf(' anna_2020 '), { wechat: 'anna_2020' })
})

test('what reaches nobody is neither', () => {
  for (const text of ['', '12345', '1380013800', 'ab', '微信号', 'anna 2020'])
    assert.equal(contactOf(text), undefined)
})
