import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { simulateOfficial } from '../official/index.ts'
import { get, post } from '../testing/caller.ts'
import { rehearse } from '../testing/clinic.ts'

describe('Access tokens', () => {
  let stage: Awaited<ReturnType<typeof rehearse<Awaited<ReturnType<typeof simulateOfficial>>>>>
  const app = () => ({ appid: stage.simulator.settings.appId, secret: stage.simulator.settings.appSecret })
  const stable = (more: object = {}) =>
    post(stage.url, '/cgi-bin/stable_token', { grant_type: 'client_credential', ...app(), ...more })
  const classic = () => {
    const { appid, secret } = app()
    return get(
      stage.url,
      `/cgi-bin/token?grant_type=client_credential&appid=${String(appid)}&secret=${String(secret)}`,
    )
  }
  const use = async (token: unknown) =>
    (await get(stage.url, `/cgi-bin/getcallbackip?access_token=${String(token)}`)).errcode ?? 0
  const pass = (seconds: number) => stage.simulator.phone.act({ type: 'pass', seconds })

  beforeEach(async () => {
    stage = await rehearse(simulateOfficial)
  })
  afterEach(() => stage.stop())

  it('stay the same while they are good for five minutes', async () => {
    const first = await stable()
    await pass(6900)
    const second = await stable()
    assert.deepEqual([second.access_token, second.expires_in], [first.access_token, 300])
    await pass(1)
    const third = await stable()
    assert.notEqual(third.access_token, first.access_token)
    assert.deepEqual([await use(first.access_token), await use(third.access_token)], [0, 0])
    await pass(299)
    assert.deepEqual([await use(first.access_token), await use(third.access_token)], [42001, 0])
  })

  it('end at once where a new one is forced, every 30 seconds and 20 times a day', async () => {
    const first = await stable()
    const second = await stable({ force_refresh: true })
    assert.deepEqual([await use(first.access_token), await use(second.access_token)], [40001, 0])
    assert.equal((await stable({ force_refresh: true })).errcode, 45011)
    for (let count = 1; count < 20; count += 1) {
      await pass(30)
      assert.equal((await stable({ force_refresh: true })).errcode, undefined)
    }
    await pass(30)
    assert.equal((await stable({ force_refresh: true })).errcode, 45009)
  })

  it('of the old kind end five minutes after the next, and the two kinds leave each other alone', async () => {
    const lasting = await stable()
    const [first, second] = [await classic(), await classic()]
    assert.deepEqual([await use(first.access_token), await use(second.access_token)], [0, 0])
    await pass(300)
    assert.deepEqual([await use(first.access_token), await use(second.access_token)], [42001, 0])
    assert.equal(await use(lasting.access_token), 0)
  })

  it('are refused where they are missing, misshapen or nobody’s', async () => {
    assert.equal((await get(stage.url, '/cgi-bin/getcallbackip')).errcode, 41001)
    assert.equal(await use('short'), 40014)
    assert.equal(await use('x'.repeat(136)), 40001)
  })

  it('are given to the app alone, at its own address', async () => {
    assert.equal((await stable({ appid: 'wx0' })).errcode, 40013)
    assert.equal((await stable({ secret: 'wrong' })).errcode, 40125)
    assert.equal((await stable({ grant_type: 'other' })).errcode, 40002)
    stage.simulator.trust(false)
    const refused = await stable()
    assert.equal(refused.errcode, 40164)
    assert.match(String(refused.errmsg), /127\.0\.0\.1.* rid: /)
  })
})
