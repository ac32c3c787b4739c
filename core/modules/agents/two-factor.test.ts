import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import { createClient } from '../../../test/support/client.ts'
import { eachDatabase } from '../../../test/support/databases.ts'
import { password, staff, testApp, type TestApp } from '../../testing/index.ts'

eachDatabase('two-factor sign-in', ({ create }) => {
  let house: TestApp
  let secret = ''
  let codes: string[] = []
  before(async () => {
    const { options } = await create()
    house = await testApp({ database: options })
  })
  after(() => house.stop())
  const client = () => createClient(house.server)
  const code = (shift = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: house.app.clock().getTime() + shift,
    })

  async function ticketFor() {
    house.clock.pass(60)
    const { status, body } = await createClient(house.server).post(
      '/login',
      { email: staff.hao.email, password },
      { accept: 'application/json' },
    )
    assert.equal(status, 202)
    return JSON.parse(body).ticket
  }

  it('begins with a code that proves the app has the secret, and ends other sessions', async () => {
    const [browser, other] = [client(), client()]
    await browser.signIn(staff.hao.email, password)
    await other.signIn(staff.hao.email, password)
    const offer = await browser.get('/account/two-factor')
    secret = /<code>([A-Z2-7]+)<\/code>/.exec(offer.body)?.[1] ?? ''
    const sealed = /name="sealed" value="([^"]+)"/.exec(offer.body)?.[1]
    assert.match(offer.body, /<img src="data:image\/svg\+xml;base64,/)
    assert.equal(
      (await browser.post('/account/two-factor/confirmation', { sealed, code: '000000' })).status,
      422,
    )
    const shown = await browser.post('/account/two-factor/confirmation', { sealed, code: code() })
    codes = [...shown.body.matchAll(/<li><code>([^<]+)<\/code>/g)].map((match) => match[1] ?? '')
    assert.equal(codes.length, 10)
    assert.equal((await browser.get('/account')).status, 200)
    assert.equal((await other.get('/account')).status, 303)
  })

  it('asks for a code after the password, and takes each code once', async () => {
    const ticket = await ticketFor()
    const right = code()
    assert.equal((await client().post('/login/code', { ticket, code: '123' })).status, 401)
    assert.equal((await client().post('/login/code', { ticket, code: right })).status, 303)
    const again = await ticketFor()
    assert.equal((await client().post('/login/code', { ticket: again, code: right })).status, 401)
  })

  it('forgives a clock that is half a minute off, and no more', async () => {
    const ticket = await ticketFor()
    assert.equal((await client().post('/login/code', { ticket, code: code(-90_000) })).status, 401)
    assert.equal((await client().post('/login/code', { ticket, code: code(30_000) })).status, 303)
  })

  it('takes a recovery code once', async () => {
    const [one, two] = [await ticketFor(), codes[0]?.toUpperCase()]
    assert.equal((await client().post('/login/code', { ticket: one, code: two })).status, 303)
    const ticket = await ticketFor()
    assert.equal((await client().post('/login/code', { ticket, code: two })).status, 401)
  })

  it('ends a sign-in that waits for its code when the password changes', async () => {
    const browser = client()
    await browser.post('/login/code', { ticket: await ticketFor(), code: code() })
    const ticket = await ticketFor()
    const change = { current: password, password: 'violet lamp 42' }
    assert.equal((await browser.post('/account/password', change)).status, 303)
    const late = await client().post('/login/code', { ticket, code: code() })
    assert.equal(late.headers['location'], '/login')
    const back = { current: 'violet lamp 42', password }
    await browser.post('/account/password', back)
    assert.equal((await browser.get('/account')).status, 200)
  })

  it('keeps no code and no secret that could be read from the database', async () => {
    const row = await house.app.db('agent').where({ email: staff.hao.email }).first()
    assert.ok(!JSON.stringify(row).includes(secret))
    assert.ok(!codes.some((each) => JSON.stringify(row).includes(each)))
  })

  it('stays on until the password is given again', async () => {
    const browser = client()
    await browser.post('/login/code', { ticket: await ticketFor(), code: code() })
    const { body } = await browser.get('/account/two-factor')
    const other = /<code>([A-Z2-7]+)<\/code>/.exec(body)?.[1] ?? ''
    const proof = {
      sealed: /name="sealed" value="([^"]+)"/.exec(body)?.[1],
      code: new TOTP({ secret: Secret.fromBase32(other) }).generate({
        timestamp: house.app.clock().getTime(),
      }),
    }
    assert.equal((await browser.post('/account/two-factor/confirmation', proof)).status, 409)
    assert.equal((await browser.post('/account/two-factor/removal', { current: 'wrong' })).status, 422)
    assert.equal((await browser.post('/account/two-factor/removal', { current: password })).status, 303)
    assert.equal((await client().signIn(staff.hao.email, password)).status, 303)
  })
})
