import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { key, openStage, type Stage } from '../testing/stage.ts'

let stage: Stage
afterEach(() => stage.stop())

const clinic = 'https://www.clinic.com'

test('the panel may be framed by the listed pages, the hosted page by nobody else', async () => {
  stage = await openStage({ origins: [clinic, 'https://*.clinic.cn'] })
  const panel = await fetch(`${stage.address}/p/webchat/panel?site=${key}`)
  const policy = panel.headers.get('content-security-policy') ?? ''
  assert.match(policy, /frame-ancestors 'self' https:\/\/www\.clinic\.com https:\/\/\*\.clinic\.cn;/)
  assert.doesNotMatch(policy, /unsafe|\*;| \* /)
  const hosted = await fetch(`${stage.address}/c/${key}`)
  assert.match(hosted.headers.get('content-security-policy') ?? '', /frame-ancestors 'self';/)
  assert.equal((await fetch(`${stage.address}/c/nowhere`)).status >= 400, true)
})

test('the QR code is a picture', async () => {
  stage = await openStage()
  const svg = await fetch(`${stage.address}/p/webchat/qr?site=${key}`)
  assert.match(svg.headers.get('content-type') ?? '', /svg/)
  const png = await fetch(`${stage.address}/p/webchat/qr?site=${key}&format=png`)
  assert.equal(
    Buffer.from(await png.arrayBuffer())
      .subarray(1, 4)
      .toString(),
    'PNG',
  )
})
