import assert from 'node:assert/strict'
import { test } from 'node:test'
import { queue, take, type Api } from './api.ts'

function collect(page: { qiantai?: Api }) {
  const ran: unknown[] = []
  take((name, values) => ran.push([name, ...values]), page)
  return ran
}

test('what a page calls before the launcher is there runs in order when it comes', () => {
  const page: { qiantai?: Api } = {}
  queue(page)
  page.qiantai!('open')
  page.qiantai!.identify!({ id: '7' })
  const ran = collect(page)
  page.qiantai!('close')
  assert.deepEqual(ran, [['open'], ['identify', { id: '7' }], ['close']])
})

test('the stub of a page keeps its calls', () => {
  const stub: Api = () => {}
  stub.q = [['track', '预约']]
  const page = { qiantai: stub }
  assert.equal(queue(page), stub)
  assert.deepEqual(collect(page), [['track', '预约']])
})

test('the script twice on a page is one widget', () => {
  const page: { qiantai?: Api } = {}
  assert.deepEqual([queue(page), queue(page)], [page.qiantai, undefined])
})
