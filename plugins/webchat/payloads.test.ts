import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Joi from 'joi'
import { check, consent, hello, leave, message, page, profile, seen, session, typing } from './payloads.ts'
import { Refusal } from './refusal.ts'

const uid = '0197f6c2-5d3e-7b1a-9c44-1c2d3e4f5a6b'

function faultsOf(schema: Joi.ObjectSchema, input: unknown): string[] {
  try {
    check(schema, input)
  } catch (error) {
    assert.ok(error instanceof Refusal && error.code === 'invalid')
    return error.faults.map(({ field, message: key }) => `${field} ${key.replace('webchat:fault.', '')}`)
  }
  return []
}

test('a message needs words or files', () => {
  assert.deepEqual(faultsOf(message, { uid, text: '你好' }), [])
  assert.deepEqual(faultsOf(message, { uid, files: ['a1'] }), [])
  assert.deepEqual(faultsOf(message, { uid, text: ' \n ' }), ['text empty'])
  assert.deepEqual(faultsOf(message, { uid }), ['text empty'])
  assert.deepEqual(faultsOf(message, { text: '你好' }), ['uid required'])
})

test('a message has at most 5,000 characters and 10 files, each once', () => {
  assert.deepEqual(faultsOf(message, { uid, text: '字'.repeat(5000) }), [])
  assert.deepEqual(faultsOf(message, { uid, text: '字'.repeat(5001) }), ['text long'])
  const files = Array.from({ length: 11 }, (_, n) => `f${n}`)
  assert.deepEqual(faultsOf(message, { uid, files }), ['files many'])
  assert.deepEqual(faultsOf(message, { uid, files: ['a', 'a'] }), ['files.1 twice'])
})

test('text loses what no database keeps, and nothing else', () => {
  const text = '<b>你好</b> {{x}} \u0000😀\ud800 '
  assert.equal(check(message, { uid, text }).text, '<b>你好</b> {{x}} 😀\ufffd ')
})

test('a message left needs a way to answer it, and reads numbers as people write them', () => {
  assert.deepEqual(faultsOf(leave, { uid, text: '在吗' }), [' contact'])
  assert.deepEqual(faultsOf(leave, { uid, text: '在吗', phone: '12345' }), ['phone phone'])
  assert.deepEqual(faultsOf(leave, { uid, text: '在吗', wechat: '啊' }), ['wechat wechat'])
  assert.equal(check(leave, { uid, text: '在吗', phone: '138 0013 8000' }).phone, '13800138000')
  assert.equal(check(leave, { uid, text: '在吗', phone: '+852 5123-4567' }).phone, '+85251234567')
  assert.equal(check(leave, { uid, text: '在吗', wechat: 'anna_2026' }).wechat, 'anna_2026')
})

test('an address of a page is http and nothing that runs', () => {
  const visit = { uid, landing: 'https://www.clinic.com/?utm_source=baidu', referrer: '' }
  const view = { uid, url: 'https://www.clinic.com/', title: '', dwell: 0 }
  assert.deepEqual(faultsOf(page, { visit, page: view }), [])
  assert.deepEqual(faultsOf(page, { visit, page: { ...view, url: 'javascript:alert(1)' } }), [
    'page.url other',
  ])
  assert.deepEqual(faultsOf(page, { visit: { ...visit, landing: 'x'.repeat(3000) }, page: view }), [
    'visit.landing long',
    'visit.landing other',
  ])
})

test('a JWT comes alone, a hash comes with its id', () => {
  assert.deepEqual(faultsOf(profile, { jwt: 'a.b.c' }), [])
  assert.notDeepEqual(faultsOf(profile, { jwt: 'a.b.c', id: 'bo' }), [])
  assert.notDeepEqual(faultsOf(profile, { hash: 'abc' }), [])
  assert.notDeepEqual(faultsOf(profile, {}), [])
})

test('nothing unknown and nothing of another shape gets through', () => {
  const schemas = { message, leave, seen, typing, page, profile, consent, session, hello }
  const hostile: unknown[] = [undefined, null, 1, 'text', [], [{}], { admin: true }, { constructor: {} }]
  for (const [name, schema] of Object.entries(schemas)) {
    for (const input of hostile)
      assert.notDeepEqual(faultsOf(schema, input), [], `${name} ${JSON.stringify(input)}`)
  }
  assert.deepEqual(faultsOf(message, { uid, text: 'x', who: 'bo' }), ['who unknown'])
  assert.deepEqual(faultsOf(message, { uid, text: { $ne: '' } }), ['text other'])
  assert.deepEqual(faultsOf(seen, { upto: uid, read: 'true' }), ['read other'])
})
