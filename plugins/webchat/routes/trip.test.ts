import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { key, openStage, type Stage } from '../testing/stage.ts'

let stage: Stage
afterEach(() => stage.stop())

/** anna's browser asks whether it can prove who she is. */
async function ask(userAgent: string, body: object) {
  const anna = await stage.visitor()
  const headers = {
    'user-agent': userAgent,
    authorization: `Bearer ${anna.token}`,
    'content-type': 'application/json',
  }
  const url = `${stage.address}/p/webchat/trip?site=${key}`
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return {
    status: response.status,
    cookie: response.headers.get('set-cookie'),
    text: await response.text(),
    anna,
  }
}

test('a browser that knows its visitor is sent to prove it, with a cookie of its own', async () => {
  stage = await openStage()
  const { status, cookie, text, anna } = await ask('KnownBrowser/1', { back: '/c/site?utm_source=qr' })
  assert.equal(status, 200)
  assert.deepEqual(JSON.parse(text), { url: 'https://provider.example/?back=/c/site?utm_source=qr' })
  assert.equal(cookie, `trip=${anna.visitor}; HttpOnly`)
})

test('any other browser goes on with the chat', async () => {
  stage = await openStage()
  const { status, cookie } = await ask('Browser/1', { back: '/c/site' })
  assert.deepEqual([status, cookie], [204, null])
})

test('no trip ends anywhere but on a hosted page', async () => {
  stage = await openStage()
  for (const back of [
    'https://elsewhere.example/',
    '//elsewhere.example/c/',
    '/desk',
    '/c/../desk',
    '/c/site/..',
  ])
    assert.equal((await ask('KnownBrowser/1', { back })).status, 400, back)
})
