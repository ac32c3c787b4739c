import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { ServerRoute } from '@hapi/hapi'
import { createClient } from '../../../test/support/client.ts'
import { Conflict, Forbidden, Invalid, NotFound, Unavailable } from '../../errors.ts'
import { password, staff, testApp, type TestApp } from '../../testing/index.ts'
import { createHttp } from './server.ts'
import { socketBrowser } from './session.ts'
import { coreRealm } from './views.ts'

const open = { app: { access: 'public' as const } }
const thrown: Record<string, Error> = {
  invalid: new Invalid([{ field: 'name', message: 'errors.fault.required' }]),
  missing: new NotFound(),
  forbidden: new Forbidden(),
  conflict: new Conflict('errors.409.text'),
  away: new Unavailable('errors.database', 7),
  bug: new Error('secret detail of a bug'),
}

const trouble: ServerRoute[] = [
  {
    method: 'GET',
    path: '/trouble/{kind}',
    options: open,
    handler: ({ params }) => {
      throw thrown[String(params.kind)]
    },
  },
  { method: 'POST', path: '/trouble', options: open, handler: () => 'written' },
  {
    method: 'GET',
    path: '/trouble/framed',
    options: open,
    handler: (_, h) => h.response('x').header('content-security-policy', 'frame-ancestors *'),
  },
  {
    method: 'POST',
    path: '/trouble/hook',
    options: { app: { access: 'public', crossSite: true } },
    handler: () => 'taken',
  },
  {
    method: 'GET',
    path: '/trouble/managers',
    options: { app: { access: { permission: 'settings.manage' } } },
    handler: () => 'in',
  },
  { method: 'POST', path: '/trouble/{kind}/deeds/{id}', options: open, handler: () => 'done' },
]

describe('the server', () => {
  let house: TestApp
  before(async () => {
    house = await testApp()
    house.server.route(trouble)
    house.app.config.metricsToken = 'token-of-the-monitoring'
  })
  after(() => house.stop())
  const client = () => createClient(house.server)

  it('refuses to start with a route that does not say who may call it', async () => {
    const options = { authenticate: async () => undefined, brand: async () => ({}) as never }
    const server = await createHttp(house.app, options)
    server.route({ method: 'GET', path: '/forgotten', handler: () => 'open to the world' })
    await assert.rejects(server.initialize(), /GET \/forgotten/)
  })

  it('puts the security headers on every answer, errors included', async () => {
    for (const path of ['/login', '/livez', '/nowhere', '/trouble/bug', '/trouble/conflict', '/account']) {
      const { headers } = await client().get(path)
      const policy = String(headers['content-security-policy'])
      assert.match(policy, /default-src 'none'.*script-src 'nonce-[\w-]+' 'strict-dynamic'/, path)
      assert.match(policy, /frame-ancestors 'none'.*require-trusted-types-for 'script'/, path)
      assert.equal(headers['x-content-type-options'], 'nosniff', path)
      assert.equal(headers['referrer-policy'], 'same-origin', path)
    }
  })

  it('lets a route frame itself elsewhere by a policy of its own', async () => {
    const { headers } = await client().get('/trouble/framed')
    assert.equal(headers['content-security-policy'], 'frame-ancestors *')
  })

  it('uses a nonce once, and prints it where it promised it', async () => {
    const [one, two] = [await client().get('/login'), await client().get('/login')]
    const nonce = /'nonce-([\w-]+)'/.exec(String(one.headers['content-security-policy']))?.[1] ?? ''
    assert.ok(one.body.includes(`nonce="${nonce}"`))
    assert.ok(!two.body.includes(nonce))
  })

  it('answers each error with its status, as a page or as JSON', async () => {
    const statuses = { invalid: 400, missing: 404, forbidden: 403, conflict: 409, away: 503, bug: 500 }
    for (const [kind, status] of Object.entries(statuses)) {
      const page = await client().get(`/trouble/${kind}`, { 'accept-language': 'en' })
      assert.equal(page.status, status)
      assert.match(page.body, /<h1 class="page-title">[A-Z]/)
      const json = await client().get(`/trouble/${kind}`, { accept: 'application/json' })
      assert.equal(json.status, status)
      assert.ok(JSON.parse(json.body).error)
    }
  })

  it('opens the sign-in page and errors as whole pages, where a frame gets them', async () => {
    const reload = '<meta name="turbo-visit-control" content="reload">'
    for (const path of ['/login', '/trouble/missing']) {
      assert.ok((await client().get(path, { 'turbo-frame': 'list' })).body.startsWith(reload), path)
      assert.ok(!(await client().get(path)).body.includes(reload), path)
    }
  })

  it('leads from the address of a form to its page, for a browser that reloads a refused one', async () => {
    const leads = async (path: string, headers = {}) => {
      const { status, headers: answered } = await client().get(path, headers)
      return [status, answered['location']]
    }
    assert.deepEqual(await leads('/trouble/hook/deeds/7'), [303, '/trouble/hook'])
    assert.deepEqual(await leads('/trouble/hook/deeds/7', { accept: 'application/json' }), [404, undefined])
    assert.deepEqual(await leads('/trouble'), [404, undefined], 'there is no page above it')
    assert.deepEqual(await leads('/trouble/hook/elsewhere'), [404, undefined], 'nothing is sent there')
  })

  it('says which field is wrong', async () => {
    const { body } = await client().get('/trouble/invalid', {
      accept: 'application/json',
      'accept-language': 'en',
    })
    assert.deepEqual(JSON.parse(body).faults, [{ field: 'name', message: 'Fill this in' }])
  })

  it('shows the number of a failed request and nothing of its inside', async () => {
    const { body } = await client().get('/trouble/bug')
    const number = /<code>([^<]+)<\/code>/.exec(body)?.[1] ?? 'none'
    assert.ok(!body.includes('secret detail') && !body.includes('http.test.ts'))
    assert.ok(house.log.some((line) => line.includes(number) && line.includes('secret detail')))
  })

  it('logs no token that stands in an address, however short', async () => {
    const token = 'kZ8vQ2-x_Yb3Rn5Tc7Wd9A'
    await client().get(`/trouble/${token}`)
    const answered = house.log.filter((line) => line.includes('/trouble/…'))
    assert.equal(answered.length, 1)
    assert.ok(!house.log.some((line) => line.includes(token)))
  })

  it('says when to come back', async () => {
    assert.equal((await client().get('/trouble/away')).headers['retry-after'], '7')
  })

  it('refuses a write without the token of the page, and takes it as a field or a header', async () => {
    const browser = client()
    assert.equal((await browser.post('/trouble', { crumb: '' })).status, 403)
    assert.equal((await browser.post('/trouble', { crumb: 'x'.repeat(43) })).status, 403)
    assert.equal((await browser.post('/trouble')).status, 200)
    const token = browser.cookies.get('crumb') ?? ''
    assert.equal(
      (await browser.post('/trouble', { crumb: undefined }, { 'x-csrf-token': token })).status,
      200,
    )
  })

  it('refuses a write that another site made the browser send, token or not', async () => {
    const browser = client()
    assert.equal((await browser.post('/trouble', {}, { 'sec-fetch-site': 'cross-site' })).status, 403)
    assert.equal((await browser.post('/trouble', {}, { 'sec-fetch-site': 'same-site' })).status, 403)
    const old = { 'sec-fetch-site': '', origin: 'https://evil.test' }
    assert.equal((await browser.post('/trouble', {}, old)).status, 403)
  })

  it('asks programs of other sites for no token where the route says so', async () => {
    const answer = await house.server.inject({
      method: 'POST',
      url: '/trouble/hook',
      headers: { origin: 'https://provider.test' },
    })
    assert.equal(answer.statusCode, 200)
  })

  it('sends strangers to sign in, and back to where they were going', async () => {
    const page = await client().get('/trouble/managers?x=1')
    assert.equal(page.status, 303)
    assert.equal(page.headers['location'], '/login?next=%2Ftrouble%2Fmanagers%3Fx%3D1')
    assert.equal((await client().get('/trouble/managers', { accept: 'application/json' })).status, 401)
  })

  it('draws a template by itself that has been a part of another', () => {
    const realm = coreRealm(house.app)
    realm.render('agent/supervising/whispered-stream', {
      locale: 'en',
      conversation: { id: 1, agent: { name: 'hao' } },
    })
    assert.match(
      realm.render('partials/toast-stream', { locale: 'en', text: 'desk.done.closed' }),
      /turbo-stream/,
    )
  })

  it('holds an agent to the permission that the route declares', async () => {
    const [hao, lin] = [client(), client()]
    await hao.signIn(staff.hao.email, password)
    await lin.signIn(staff.lin.email, password)
    assert.equal((await hao.get('/trouble/managers')).status, 403)
    assert.equal((await lin.get('/trouble/managers')).status, 200)
    assert.equal((await lin.get('/trouble/managers')).headers['cache-control'], 'no-store')
  })

  it('shows figures to whoever has the token, and to nobody else', async () => {
    assert.equal((await client().get('/metrics')).status, 404)
    const figures = await client().get('/metrics', { authorization: 'Bearer token-of-the-monitoring' })
    assert.match(figures.body, /qiantai_http_seconds_count/)
  })

  it('counts what browsers report against the policy', async () => {
    await house.server.inject({ method: 'POST', url: '/csp-report', payload: '{"csp-report":{}}' })
    const figures = await client().get('/metrics', { authorization: 'Bearer token-of-the-monitoring' })
    assert.match(figures.body, /qiantai_csp_reports_total 1/)
  })

  it('is alive, and ready when the database is', async () => {
    assert.equal((await client().get('/livez')).status, 200)
    assert.equal((await client().get('/readyz')).status, 200)
  })

  it('speaks the language that a browser chose before anybody signed in', async () => {
    const browser = client()
    assert.match((await browser.get('/login')).body, /<html lang="zh-CN"/)
    const answer = await browser.post('/language', { locale: 'en', next: '//evil.test/' })
    assert.equal(answer.headers['location'], '/')
    assert.match((await browser.get('/login')).body, /<html lang="en"/)
  })

  it('tells the sockets of a browser in the language of its pages', async () => {
    const browser = client()
    await browser.signIn(staff.hao.email, password)
    const opens = (headers: object) => {
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      return socketBrowser(house.server, { cookie, ...headers })
    }
    const accepting = { 'accept-language': 'en-GB,en;q=0.9' }
    assert.deepEqual([(await opens({})).locale, (await opens(accepting)).locale], ['zh-CN', 'en'])
    await browser.post('/language', { locale: 'en', next: '/' })
    const { token, locale } = await opens({})
    assert.deepEqual([typeof token, locale], ['string', 'en'])
    assert.deepEqual(await socketBrowser(house.server, accepting), { locale: 'en' })
  })
})
