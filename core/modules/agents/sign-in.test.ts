import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { createClient } from '../../../test/support/client.ts'
import { eachDatabase } from '../../../test/support/databases.ts'
import { transaction } from '../../platform/db/index.ts'
import { buried } from '../../platform/jobs/index.ts'
import { password, staff, testApp, type TestApp } from '../../testing/index.ts'
import { disableAgent, inviteAgent, resetPassword } from './service/accounts.ts'
import { listAgents, openSession, viewerFor } from './index.ts'
import { roleByKey } from './store/roles.ts'

eachDatabase('signing in', ({ create }) => {
  let house: TestApp
  before(async () => {
    const { options } = await create()
    house = await testApp({ database: options })
  })
  after(() => house.stop())
  const client = () => createClient(house.server)
  const later = (seconds: number) => house.clock.pass(seconds)

  it('takes the right password and goes on to where one was going', async () => {
    const browser = client()
    const answer = await browser.post('/login', { email: ' LIN@clinic.test ', password, next: '/account' })
    assert.equal(answer.headers['location'], '/account')
    assert.equal((await browser.get('/account')).status, 200)
  })

  it('gives a new session each time and ends it on the way out', async () => {
    const browser = client()
    await browser.signIn(staff.lin.email, password)
    const first = browser.cookies.get('qiantai') ?? ''
    await browser.post('/logout')
    const thief = client()
    thief.cookies.set('qiantai', first)
    assert.equal((await thief.get('/account')).status, 303)
  })

  it('says the same to a wrong password and to an unknown address', async () => {
    const [wrong, unknown] = [
      await client().signIn(staff.yun.email, 'not the password'),
      await client().signIn('nobody@clinic.test', 'x'),
    ]
    const shown = ({ body }: { body: string }) => /banner-text">([^<]+)/.exec(body)?.[1]
    assert.equal(wrong.status, 401)
    assert.equal(unknown.status, 401)
    assert.equal(shown(wrong), shown(unknown))
    assert.ok(shown(wrong))
  })

  it('slows guessing down and never locks anybody out', async () => {
    later(3600)
    const guess = () => client().signIn(staff.mei.email, 'a wrong password')
    for (let i = 0; i < 5; i++) {
      later(10)
      assert.equal((await guess()).status, 401)
    }
    const slow = await client().signIn(staff.mei.email, password)
    assert.equal(slow.status, 429)
    assert.ok(Number(slow.headers['retry-after']) > 0)
    later(Number(slow.headers['retry-after']))
    assert.equal((await client().signIn(staff.mei.email, password)).status, 303)
  })

  it('counts guesses that come all at once', async () => {
    later(3600)
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => client().signIn(staff.hao.email, 'wrong guess')),
    )
    assert.ok(answers.filter(({ status }) => status === 401).length <= 4)
  })

  it('ends a session that nobody used for half a day, and any after a week', async () => {
    later(3600)
    const browser = client()
    await browser.signIn(staff.lin.email, password)
    for (let i = 0; i < 20; i++) {
      later(8 * 3600)
      assert.equal((await browser.get('/account')).status, 200)
    }
    later(9 * 3600)
    assert.equal((await browser.get('/account')).status, 303)
    await browser.signIn(staff.lin.email, password)
    later(13 * 3600)
    assert.equal((await browser.get('/account')).status, 303)
  })

  it('does not take an open screen that nobody clicks in for use', async () => {
    const { agentId } = await house.as('yun')
    const peer = { ip: '127.0.0.1', userAgent: 'test', locale: 'zh-CN' as const }
    const token = await transaction(house.app.db, (trx) => openSession(house.app, trx, agentId, peer))
    later(11 * 3600)
    assert.ok(await viewerFor(house.app, token, peer, { idle: true }))
    later(2 * 3600)
    assert.equal(await viewerFor(house.app, token, peer, { idle: true }), undefined)
  })

  it('lets an invited agent choose a password once, within a day', async () => {
    const lin = await house.as('lin')
    const role = await roleByKey(house.app.db, 'agent')
    const invitation = { email: 'new@clinic.test', name: 'New', roleId: role?.id ?? 0, teamIds: [] }
    const { path } = await inviteAgent(house.app, lin, invitation)
    const browser = client()
    assert.match((await browser.get(path)).body, /new@clinic\.test/)
    assert.equal((await browser.post(path, { name: '小新', password: 'short' })).status, 422)
    assert.equal((await browser.post(path, { name: '小新', password: '1234567890' })).status, 422)
    assert.equal((await browser.post(path, { name: '小新', password: 'violet lamp 42' })).status, 303)
    assert.equal((await browser.post(path, { name: '小新', password: 'violet lamp 43' })).status, 404)
    assert.equal((await browser.signIn('new@clinic.test', 'violet lamp 42')).status, 303)
  })

  it('resets a password by a link of half an hour, and ends the sessions from before', async () => {
    const browser = client()
    await browser.signIn('new@clinic.test', 'violet lamp 42')
    const old = await resetPassword(house.app, 'new@clinic.test')
    const path = await resetPassword(house.app, 'new@clinic.test')
    assert.equal((await client().get(old)).status, 404)
    assert.equal((await client().post(path, { password: 'amber lamp 42' })).status, 303)
    assert.equal((await browser.get('/account')).status, 303)
    const late = await resetPassword(house.app, 'new@clinic.test')
    later(31 * 60)
    assert.equal((await client().get(late)).status, 404)
  })

  it('shuts a disabled agent out at once, and gives their conversations back', async () => {
    later(3600)
    const browser = client()
    await browser.signIn(staff.yun.email, password)
    const yun = (await listAgents(house.app)).find((agent) => agent.email === staff.yun.email)
    await disableAgent(house.app, await house.as('lin'), yun?.id ?? 0)
    assert.equal((await browser.get('/account')).status, 303)
    assert.equal((await browser.signIn(staff.yun.email, password)).status, 401)
    const told = await house.app.db('event').where({ type: 'session.revoked', topic: `agent:${yun?.id}` })
    assert.ok(told.length > 0)
    await house.drain()
    assert.deepEqual(await buried(house.app.db), [])
  })
})
