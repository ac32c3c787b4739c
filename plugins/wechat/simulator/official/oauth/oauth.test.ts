import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { get } from '../../testing/caller.ts'
import { rehearse } from '../../testing/clinic.ts'
import { simulateOfficial } from '../index.ts'

describe('The consent page', () => {
  let stage: Awaited<ReturnType<typeof rehearse<Awaited<ReturnType<typeof simulateOfficial>>>>>
  const anna = () => stage.simulator.phoneOf('anna')
  const app = () => String(stage.simulator.settings.appId)
  const consent = async (scope = 'snsapi_base', more = '') => {
    const back = encodeURIComponent('https://clinic.test/back?from=page')
    const query = `appid=${app()}&redirect_uri=${back}&response_type=code&scope=${scope}&state=s1${more}`
    return fetch(`${stage.url}/connect/oauth2/authorize?${query}`, { redirect: 'manual' })
  }
  const codeOf = async (scope?: string) =>
    new URL((await consent(scope)).headers.get('location') ?? '').searchParams.get('code')
  const exchange = (code: string | null) => {
    const secret = String(stage.simulator.settings.appSecret)
    const query = `appid=${app()}&secret=${secret}&code=${code}&grant_type=authorization_code`
    return get(stage.url, `/sns/oauth2/access_token?${query}`)
  }

  beforeEach(async () => {
    stage = await rehearse(simulateOfficial)
    stage.simulator.browse('anna')
  })
  afterEach(() => stage.stop())

  it('comes back with a code and the state, beside what the address had', async () => {
    const answer = await consent()
    assert.equal(answer.status, 302)
    const { searchParams } = new URL(answer.headers.get('location') ?? '')
    assert.deepEqual([searchParams.get('from'), searchParams.get('state')], ['page', 's1'])
  })

  it('proves who it was, once and within five minutes', async () => {
    const code = await codeOf()
    const { openid, unionid, scope } = await exchange(code)
    assert.deepEqual([openid, unionid, scope], [anna().id, anna().unionid, 'snsapi_base'])
    assert.equal((await exchange(code)).errcode, 40163)
    const late = await codeOf()
    await anna().act({ type: 'pass', seconds: 300 })
    assert.equal((await exchange(late)).errcode, 40029)
    assert.equal((await exchange('made-up')).errcode, 40029)
  })

  it('gives a name only to whoever asked for it', async () => {
    const userInfo = async (scope: string) => {
      const { access_token, openid } = await exchange(await codeOf(scope))
      return get(stage.url, `/sns/userinfo?access_token=${String(access_token)}&openid=${String(openid)}`)
    }
    assert.equal((await userInfo('snsapi_base')).errcode, 48001)
    assert.equal((await userInfo('snsapi_userinfo')).nickname, 'anna')
  })

  it('does not open for another app or an unknown scope', async () => {
    assert.match(await (await consent('snsapi_everything')).text(), /Scope/)
    const other = await fetch(`${stage.url}/connect/oauth2/authorize?appid=wx0`, { redirect: 'manual' })
    assert.match(await other.text(), /AppID/)
  })
})
