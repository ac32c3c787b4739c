import assert from 'node:assert/strict'
import { afterEach, beforeEach, it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import {
  addChannel,
  editChannel,
  findChannel,
  pauseChannel,
  reportState,
  resumeChannel,
  rotateKey,
} from '../../../modules/channels/index.ts'
import { fake, said, type Provider, startProvider, testApp, type TestApp } from '../../../testing/index.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }
const token = 'a-token-that-nobody-knows'

eachDatabase('An account', ({ create }) => {
  let provider: Provider
  let test: TestApp
  let id: number
  beforeEach(async () => {
    provider = await startProvider(token)
    test = await testApp({ database: (await create()).options, plugins: [fake] })
    const settings = { url: provider.url, token }
    id = await addChannel(test.app, admin, { plugin: 'fake', kind: 'line', name: '线路', settings })
  })
  afterEach(async () => {
    await test.stop()
    await provider.stop()
  })

  const account = async () => {
    const found = await findChannel(test.app.db, id)
    assert.ok(found)
    return found
  }
  const hook = async () => {
    const { headers, body } = said(token, { id: 'one', from: 'visitor-anna', text: '在吗' })
    const url = `/hooks/fake/${(await account()).key}`
    return (await test.server.inject({ method: 'POST', url, headers, payload: body })).statusCode
  }

  it('opens when it is added, and its provider may call', async () => {
    await test.drain()
    assert.equal((await account()).state, 'open')
    assert.equal(await hook(), 200)
  })

  it('is tried again, later each time, while the provider is away, and asks it to call again', async () => {
    provider.script('error', 'error')
    await test.drain()
    const first = await account()
    assert.deepEqual([first.state, first.nextAt], ['retrying', '2026-01-15T04:00:05.000Z'])
    assert.equal(await hook(), 503)
    test.clock.pass(5)
    await test.drain()
    assert.equal((await account()).nextAt, '2026-01-15T04:00:15.000Z')
    test.clock.pass(10)
    await test.drain()
    assert.deepEqual([(await account()).state, (await account()).reason], ['open', null])
  })

  it('stays refused until an admin resumes it', async () => {
    provider.script('permanent')
    await test.drain()
    assert.equal((await account()).state, 'refused')
    test.clock.pass(3600)
    await test.drain()
    assert.equal((await account()).state, 'refused')
    await resumeChannel(test.app, admin, id)
    await test.drain()
    assert.equal((await account()).state, 'open')
  })

  it('closes when it is paused, and keeps its place', async () => {
    await test.drain()
    await pauseChannel(test.app, admin, id)
    await test.drain()
    assert.equal(test.host.accounts.withId(id), undefined)
    assert.equal(await hook(), 503)
  })

  it('stays paused, whatever an opening that was under way says later', async () => {
    await pauseChannel(test.app, admin, id)
    await reportState(test.app, id, { state: 'open' })
    await test.drain()
    assert.equal((await account()).state, 'off')
  })

  it('keeps its secret when the form leaves it empty, and opens with what was changed', async () => {
    await test.drain()
    await editChannel(test.app, admin, id, {
      name: '新线路',
      settings: { url: provider.url, greeting: '您好' },
    })
    await test.drain()
    const open = test.host.accounts.withId(id)
    assert.deepEqual(open?.channel.settings, { url: provider.url, greeting: '您好', token })
    assert.ok(!JSON.stringify(await test.app.db('channel').where({ id }).first()).includes(token))
  })

  it('answers under its new address alone after the key was rotated', async () => {
    await test.drain()
    const before = (await account()).key
    await rotateKey(test.app, admin, id)
    await test.drain()
    assert.equal(await hook(), 200)
    assert.equal((await test.server.inject({ method: 'POST', url: `/hooks/fake/${before}` })).statusCode, 404)
  })
})
