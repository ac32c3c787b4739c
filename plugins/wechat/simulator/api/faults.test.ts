import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { simulateOfficial } from '../official/index.ts'
import { createCaller, get, post } from '../testing/caller.ts'
import { rehearse } from '../testing/clinic.ts'

describe('The API', () => {
  let stage: Awaited<ReturnType<typeof rehearse<Awaited<ReturnType<typeof simulateOfficial>>>>>
  let call: ReturnType<typeof createCaller>
  const path = '/cgi-bin/message/custom/send'
  const anna = () => stage.simulator.phoneOf('anna')
  const message = () => ({ touser: anna().id, msgtype: 'text', text: { content: '您好' } })

  beforeEach(async () => {
    stage = await rehearse(simulateOfficial)
    call = createCaller(stage.url, stage.simulator.settings)
    await anna().act({ type: 'follow' })
  })
  afterEach(() => stage.stop())

  it('fails as often as it was asked to, and then works', async () => {
    stage.simulator.fail(path, -1, { times: 2 })
    stage.simulator.fail(path, 'error')
    assert.equal((await call(path, message())).errcode, -1)
    assert.equal((await call(path, message())).errcode, -1)
    await assert.rejects(call(path, message()))
    assert.equal(anna().show().lines.length, 0)
    assert.equal((await call(path, message())).errcode, 0)
  })

  it('loses the answer of what it has done, or does nothing, when the connection is cut', async () => {
    stage.simulator.fail(path, 'reset')
    await assert.rejects(call(path, message()))
    assert.equal(anna().show().lines.length, 0)
    stage.simulator.fail(path, 'reset', { done: true })
    await assert.rejects(call(path, message()))
    assert.equal(anna().show().lines.length, 1)
  })

  it('remembers what it was asked', async () => {
    await call(path, message())
    const { method, path: asked, body, answer } = stage.simulator.calls.at(-1) ?? assert.fail()
    assert.deepEqual([method, asked, answer], ['POST', path, { errcode: 0, errmsg: 'ok' }])
    assert.deepEqual(JSON.parse(body.toString()), message())
  })

  it('refuses what is no JSON, escaped, empty, unknown, or asked in another way', async () => {
    assert.equal((await call(path, '{')).errcode, 47001)
    assert.equal((await call(path, '')).errcode, 44002)
    assert.equal((await call(path, JSON.stringify(message()).replace('您', '\\u60a8'))).errcode, 40033)
    assert.equal((await call(path)).errcode, 43002)
    assert.equal((await post(stage.url, '/cgi-bin/user/info', {})).errcode, 43001)
    assert.equal((await get(stage.url, '/cgi-bin/nothing')).errcode, 40066)
  })

  it('has a limit for the day, until midnight in Beijing or until it is cleared', async () => {
    stage.simulator.limit(path, 1)
    await call(path, message())
    assert.equal((await call(path, message())).errcode, 45009)
    const { quota } = await call('/cgi-bin/openapi/quota/get', { cgi_path: path })
    assert.deepEqual(quota, { daily_limit: 1, used: 1, remain: 0 })
    await call('/cgi-bin/clear_quota', { appid: stage.simulator.settings.appId })
    assert.equal((await call(path, message())).errcode, 0)
    await stage.simulator.phone.act({ type: 'pass', seconds: 12 * 3600 })
    assert.equal((await call(path, message())).errcode, 45015)
  })
})
