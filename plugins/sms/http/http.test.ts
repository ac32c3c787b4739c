import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Channel, OpenChannel, Settings } from 'qiantai/plugin'
import { simulateHttp } from '../simulator/http.ts'
import { code, type Gateway, link, startGateway } from '../testing/gateway.ts'
import { isTaken } from './answer.ts'
import { http } from './kind.ts'
import { requestOf } from './request.ts'

const defaults = Object.fromEntries(http.fields.map((field) => [field.name, field.default]))

describe('A gateway over HTTP', () => {
  let gateway: Gateway
  before(async () => void (gateway = await startGateway(simulateHttp, defaults)))
  after(() => gateway.stop())

  async function send(change: Settings = {}, message = link()) {
    const settings = { ...gateway.settings, ...change }
    // Of a channel, sending uses the tools and the settings alone.
    const opened: OpenChannel = await http.open({ ...gateway.tools, settings } as Channel)
    return opened.text?.(message, AbortSignal.timeout(5000))
  }

  it('is called as its admin has written down, and its words are shown where it refuses', async () => {
    await send()
    assert.deepEqual(gateway.texts(), ['请打开 https://yy.cn/s/abc'])
    await assert.rejects(send({ secret: 'wrong' }), { message: 'sms:reason.secret', account: 'refused' })
    const wrong = { body: ['{"to": "123", "content": "{{text}}"}'] }
    await assert.rejects(send(wrong), { message: 'sms:reason.refused bad number', permanent: true })
  })

  it('gets values that stay what they are, whatever stands in them', () => {
    const nasty = { ...code(), text: 'a"b\n{{secret}}&c=<d>' }
    const json = requestOf({ ...defaults, url: 'https://x.cn/?t={{text}}', secret: 's3' }, nasty)
    assert.equal(JSON.parse(json.body ?? '').content, nasty.text)
    assert.equal(new URL(json.url).searchParams.get('t'), nasty.text)
    const form = { url: 'https://x.cn/', headers: ['X-Key: {{text}}'], body: ['m={{number}}&t={{text}}'] }
    const { body, headers } = requestOf(form, nasty)
    assert.deepEqual(Object.fromEntries(new URLSearchParams(body)), { m: '13800138000', t: nasty.text })
    assert.ok(!headers['x-key']?.includes('\n'))
  })

  it('has taken a message where its answer says so', () => {
    const ok = { status: 200, body: '{"code": 0, "data": {"status": "ok"}}' }
    for (const sign of ['', 'code=0', 'data.status=ok', '"status": "ok"']) assert.ok(isTaken(ok, sign), sign)
    for (const sign of ['code=1', 'data=ok', 'more.than=there', 'sent']) assert.ok(!isTaken(ok, sign), sign)
    assert.ok(!isTaken({ status: 500, body: ok.body }, 'code=0'))
  })
})
