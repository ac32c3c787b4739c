import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkify } from './linkify.ts'

const links = (text: string) =>
  linkify(text).flatMap((piece) => (piece.href ? [[piece.text, piece.href]] : []))

test('web addresses end where the sentence goes on', () => {
  assert.deepEqual(links('看这里：https://clinic.cn/a?b=1。谢谢'), [
    ['https://clinic.cn/a?b=1', 'https://clinic.cn/a?b=1'],
  ])
  assert.deepEqual(links('(see https://clinic.cn/x_(1)).'), [
    ['https://clinic.cn/x_(1)', 'https://clinic.cn/x_(1)'],
  ])
  assert.deepEqual(links('www.clinic.cn!'), [['www.clinic.cn', 'https://www.clinic.cn']])
})

test('mail addresses and telephone numbers are links', () => {
  assert.deepEqual(links('a.b@clinic.com.cn'), [['a.b@clinic.com.cn', 'mailto:a.b@clinic.com.cn']])
  assert.deepEqual(links('我的电话13800138000，座机 010-12345678'), [
    ['13800138000', 'tel:13800138000'],
    ['010-12345678', 'tel:01012345678'],
  ])
})

test('a long number is not a telephone number', () => {
  assert.deepEqual(links('订单 9913800138000123'), [])
})

test('no other scheme becomes a link', () => {
  assert.deepEqual(links('javascript:alert(1) data:text/html,x vbscript:x file:///etc'), [])
  assert.deepEqual(links('<img src=x onerror=alert(1)>'), [])
})

test('joined, the pieces are the text', () => {
  for (const text of ['', 'a', 'x https://a.b y', 'https://', '13800138000x@y.cn', '<b>https://a.b</b>']) {
    assert.equal(
      linkify(text)
        .map((piece) => piece.text)
        .join(''),
      text,
    )
  }
})
