import assert from 'node:assert/strict'
import { test } from 'node:test'
import { visitOf } from './visit.ts'

const device = { screen: '390x844', language: 'zh-CN' }
const first = {
  landing: 'https://clinic.cn/?utm_source=baidu',
  referrer: 'https://www.baidu.com/link?url=x',
  ...device,
}
const inside = { landing: 'https://clinic.cn/laser', referrer: 'https://clinic.cn/', ...device }
const begun = visitOf(null, first, 0, () => 'v1')

test('a visit keeps its first address and where it came from on every page', () => {
  const later = visitOf(begun, inside, 60_000, () => 'v2')
  assert.deepEqual([later.uid, later.landing, later.referrer], ['v1', first.landing, first.referrer])
})

test('half an hour without a page ends the visit', () => {
  assert.equal(visitOf(begun, inside, 31 * 60_000, () => 'v2').uid, 'v2')
})

test('coming from another site begins a visit of its own', () => {
  assert.equal(visitOf(begun, { ...first, referrer: 'https://www.so.com/' }, 60_000, () => 'v2').uid, 'v2')
})

test('a broken store begins a visit', () => {
  for (const broken of [null, 1, {}, { uid: 'v0' }])
    assert.equal(visitOf(broken, inside, 0, () => 'v2').uid, 'v2')
})

test('an endless address is cut to what the protocol takes', () => {
  const visit = visitOf(null, { ...first, landing: 'https://a.cn/?' + 'x'.repeat(5000) }, 0, () => 'v1')
  assert.equal(visit.landing.length, 2000)
})

test('loading the landing page again goes on with the visit', () => {
  assert.equal(visitOf(begun, first, 60_000, () => 'v2').uid, 'v1')
})
