import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { seal } from '../crypto/envelope.ts'
import { sign } from '../crypto/signature.ts'
import { aesKey, officialSettings, token } from '../testing/accounts.ts'
import { plainCall, sealedCall } from '../testing/calls.ts'
import { createStage, noon, type Stage } from '../testing/stage.ts'
import { writeXml } from '../xml.ts'
import { callbackOf } from './callback.ts'
import { hookOf } from './hook.ts'

const owner = officialSettings.appId
const agreement = { token, aesKey, owner, at: noon }
const push = writeXml({
  ToUserName: 'gh_anna',
  FromUserName: 'o-anna',
  MsgType: 'text',
  Content: '007',
  MsgId: '1',
})

describe('A call of the platform', () => {
  let stage: Stage
  const seen: string[] = []

  async function hook(settings: object = {}) {
    Object.assign(stage.channel.settings, settings)
    const callback = await callbackOf(stage.channel, owner)
    return hookOf(stage.channel, callback, (_, text) => {
      seen.push(text)
      return { status: 200, body: 'success' }
    })
  }

  beforeEach(() => {
    stage = createStage({ ...officialSettings })
    seen.length = 0
  })

  it('is answered when it is sealed for us', async () => {
    assert.equal((await (await hook())(sealedCall(push, agreement))).status, 200)
    assert.deepEqual(seen, [push])
  })

  it('is refused with a wrong signature, key, owner or time', async () => {
    const hear = await hook()
    const good = sealedCall(push, agreement)
    const wrong = [
      { ...good, query: { ...good.query, signature: sign('other', good.query['timestamp'] ?? '', 'n') } },
      { ...good, query: { ...good.query, msg_signature: '0'.repeat(40) } },
      { ...good, query: {} },
      sealedCall(push, { ...agreement, owner: 'wxsomebodyelse' }),
      sealedCall(push, { ...agreement, aesKey: aesKey.replace('a', 'b') }),
      sealedCall(push, { ...agreement, at: noon - 301_000 }),
      sealedCall(push, { ...agreement, at: noon + 301_000 }),
      plainCall(push, agreement),
    ]
    for (const call of wrong) assert.equal((await hear(call)).status, 401)
    assert.deepEqual(seen, [])
  })

  it('may be late where the clock is not checked', async () => {
    const hear = await hook({ clockCheck: false })
    assert.equal((await hear(sealedCall(push, { ...agreement, at: noon - 3_600_000 }))).status, 200)
  })

  it('is read in compatible mode from what is sealed alone', async () => {
    const hear = await hook({ mode: 'compat' })
    const call = sealedCall(push, agreement)
    const body = call.body.toString().replace('</xml>', '<Content>forged</Content></xml>')
    assert.equal((await hear({ ...call, body: Buffer.from(body) })).status, 200)
    assert.deepEqual(seen, [push])
    assert.equal((await hear(plainCall(push, agreement))).status, 401)
  })

  it('is read in plain mode as it is, and refused with 400 where it is nothing to read', async () => {
    const hear = await hook({ mode: 'plain' })
    assert.equal((await hear(plainCall(push, agreement))).status, 200)
    assert.equal((await hear(plainCall('<!DOCTYPE x><xml><A>1</A></xml>', agreement))).status, 400)
    assert.equal((await hear(plainCall(Buffer.from([0xff, 0xfe]), agreement))).status, 400)
    assert.deepEqual(seen, [push])
  })

  it('is answered with a refusal, and nothing else, whatever anybody posts', async () => {
    const hears = [await hook(), await hook({ mode: 'plain' })]
    const good = plainCall('', agreement).query
    const bodies = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string(), fc.json())
    const queries = fc.oneof(
      fc.constant(good),
      fc.constant({ ...good, encrypt_type: 'aes', msg_signature: 'x' }),
    )
    const nothing = fc.asyncProperty(bodies, queries, async (body, query) => {
      const calls = hears.map((hear) => hear({ method: 'POST', query, headers: {}, body: Buffer.from(body) }))
      for (const { status } of await Promise.all(calls)) assert.ok(status === 400 || status === 401)
    })
    await fc.assert(nothing)
    assert.deepEqual(seen, [])
  })

  it('is understood under the key before for a day after it was changed, and no longer', async () => {
    await hook()
    const fresh = aesKey.toUpperCase()
    const hear = await hook({ aesKey: fresh })
    assert.equal((await hear(sealedCall(push, agreement))).status, 200)
    assert.equal((await hear(sealedCall(push, { ...agreement, aesKey: fresh }))).status, 200)
    stage.pass(24 * 3600)
    const at = stage.channel.now()
    assert.equal((await hear(sealedCall(push, { ...agreement, at }))).status, 401)
    assert.equal((await hear(sealedCall(push, { ...agreement, at, aesKey: fresh }))).status, 200)
  })
})

describe('The question whether an address is ours', () => {
  const timestamp = String(noon / 1000)
  const ask = async (query: Record<string, string>) => {
    const { channel } = createStage({ ...officialSettings })
    const hear = hookOf(channel, await callbackOf(channel, owner), () => ({ status: 500 }))
    return hear({
      method: 'GET',
      query: { timestamp, nonce: 'n', ...query },
      headers: {},
      body: Buffer.alloc(0),
    })
  }

  it('is answered with what was sent, as plain text', async () => {
    const answer = await ask({
      signature: sign(token, timestamp, 'n'),
      echostr: '<b>12345678901234567890</b>',
    })
    assert.equal(answer.body, '<b>12345678901234567890</b>')
    assert.equal(answer.headers?.['content-type'], 'text/plain')
  })

  it('is answered with what was sealed, where it was', async () => {
    const echostr = seal(aesKey, owner, '1616140317555161061')
    const signature = sign(token, timestamp, 'n', echostr)
    assert.equal((await ask({ msg_signature: signature, echostr })).body, '1616140317555161061')
    assert.equal((await ask({ msg_signature: sign(token, timestamp, 'n'), echostr })).status, 401)
  })

  it('is refused where it is not signed', async () => {
    assert.equal((await ask({ signature: '0'.repeat(40), echostr: '1' })).status, 401)
    assert.equal((await ask({ echostr: '1' })).status, 401)
  })
})
