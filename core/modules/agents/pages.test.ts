import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createClient } from '../../../test/support/client.ts'
import { password, staff, testApp, type TestApp } from '../../testing/index.ts'

describe('the pages of agents', () => {
  let house: TestApp
  before(async () => {
    house = await testApp()
  })
  after(() => house.stop())

  async function signedIn(name: keyof typeof staff) {
    const client = createClient(house.server)
    await client.signIn(staff[name].email, password)
    return client
  }

  const paths = [
    '/account',
    '/account/two-factor',
    '/admin/agents',
    '/admin/agents/new',
    '/admin/agents/2',
    '/admin/roles',
    '/admin/roles/3',
    '/admin/roles/new',
    '/admin/teams',
    '/admin/teams/1',
    '/admin/teams/new',
    '/admin/sessions',
    '/admin/audit',
  ]
  for (const locale of ['zh-CN', 'en']) {
    for (const path of paths) {
      it(`${path} says everything in ${locale}`, async () => {
        const lin = await signedIn('lin')
        await lin.post('/language', { locale })
        const { status, body } = await lin.get(path)
        assert.equal(status, 200)
        assert.doesNotMatch(body, />[^<]*\b(admin|auth)\.[a-z-]+/)
        assert.match(body, new RegExp(`<html lang="${locale}"`))
      })
    }
  }

  it('an agent sees their own account and none of the administration', async () => {
    const hao = await signedIn('hao')
    assert.equal((await hao.get('/account')).status, 200)
    for (const path of paths.filter((each) => each.startsWith('/admin'))) {
      assert.equal((await hao.get(path)).status, 403, path)
    }
    assert.equal((await hao.get('/admin')).status, 403)
  })

  it('a name is shown as it was written, whatever it is', async () => {
    const lin = await signedIn('lin')
    const name = '<img src=x onerror=alert(1)>{{name}}'
    assert.equal((await lin.post('/account', { name, locale: '' })).status, 303)
    const { body } = await lin.get('/admin/agents')
    assert.ok(body.includes('&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;{{name}}'))
    assert.ok(!body.includes('<img src=x'))
  })

  it('an unknown field is refused, and a form comes back filled in', async () => {
    const lin = await signedIn('lin')
    assert.equal((await lin.post('/account', { name: 'Lin', locale: 'en', roleId: '1' })).status, 422)
    const { status, body } = await lin.post('/admin/agents', {
      name: '小新',
      email: 'not an address',
      roleId: '4',
    })
    assert.equal(status, 422)
    assert.match(body, /value="小新"/)
    assert.match(body, /请填写正确的邮箱/)
  })

  it('devices are named by system and browser, with what they said themselves at hand', async () => {
    const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120 Safari/537.36'
    const lin = await signedIn('lin')
    await house.app.db('session').update({ user_agent: agent })
    for (const path of ['/account', '/admin/sessions']) {
      const { body } = await lin.get(path)
      assert.ok(body.includes(`title="${agent}">Windows · Chrome<`), path)
    }
    await house.app.db('session').update({ user_agent: 'curl/8' })
    assert.match((await lin.get('/account')).body, /title="curl\/8">curl\/8</)
  })

  it('an id that is none is not found', async () => {
    const lin = await signedIn('lin')
    for (const path of [
      '/admin/agents/99',
      '/admin/agents/x',
      '/admin/roles/99999999999',
      '/admin/teams/0',
    ]) {
      assert.ok([400, 404].includes((await lin.get(path)).status), path)
    }
  })

  it('a changed password ends every other session', async () => {
    const [here, there] = [await signedIn('mei'), await signedIn('mei')]
    const change = { current: password, password: 'a new sentence' }
    assert.equal((await here.post('/account/password', change)).status, 303)
    assert.equal((await here.get('/account')).status, 200)
    assert.equal((await there.get('/account')).status, 303)
  })
})
