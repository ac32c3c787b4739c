import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createHttp } from './http.ts'

const http = createHttp('https://clinic.example', 'site', () => 'zh-CN')

test('it says how long to wait, whether the clinic or what stands before it asks for that', async (context) => {
  const waits: [BodyInit, HeadersInit, number][] = [
    ['{"code":"slow_down","retry_after":60}', {}, 60],
    ['<h1>Bad gateway</h1>', { 'Retry-After': '30' }, 30],
    ['', { 'Retry-After': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 0],
    ['', {}, 0],
  ]
  for (const [body, headers, seconds] of waits) {
    context.mock.method(globalThis, 'fetch', async () => new Response(body, { status: 503, headers }))
    await assert.rejects(http('session', { body: {} }), ({ retryAfter }: { retryAfter: number }) => {
      assert.equal(retryAfter, seconds)
      return true
    })
  }
})
