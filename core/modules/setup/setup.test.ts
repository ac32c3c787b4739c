import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { loadConfig } from '../../../config/load.ts'
import { createClient } from '../../../test/support/client.ts'
import { eachDatabase, type TestDatabase } from '../../../test/support/databases.ts'
import { createApp } from '../../app.ts'
import { createLog } from '../../log.ts'
import type { Plugin } from '../../plugin/index.ts'
import { password } from '../../testing/index.ts'
import { listTeams } from '../agents/index.ts'
import { clinicOf } from '../clinic/index.ts'
import { setupPath } from './claim.ts'

const plugin: Plugin = {
  api: 1,
  id: 'fake',
  home: join(import.meta.dirname, '../../testing/fake'),
  channels: [
    {
      kind: 'line',
      fields: [{ name: 'greeting', type: 'text', max: 200 }],
      can: { text: { max: 2000 } },
      identify: ({ greeting }) => String(greeting),
      starter: {
        asks: ['greeting'],
        settings: ({ name }) => ({ greeting: name }),
        page: (key) => `/try/${key}`,
      },
      open: async () => ({ close: async () => {} }),
    },
  ],
}

const owner = { name: '林琳', email: 'lin@clinic.test', password }
const link = { 'sec-fetch-site': 'none' }

eachDatabase('The first run', ({ create }) => {
  const open = async () => openHouse(await create())

  it('tells who starts it a link, and a stranger only where to find it', async () => {
    await using house = await open()
    const stranger = createClient(house.server)
    assert.match(house.setup, /\/setup\/[\w-]{43}$/)
    assert.equal((await stranger.get('/')).headers['location'], '/setup')
    assert.match((await stranger.get('/setup')).body, /setup-token/)
    const guess = await stranger.get(`/setup/${'x'.repeat(43)}`)
    assert.equal(guess.status, 404)
    assert.doesNotMatch(guess.body, /name="password"/)
    assert.equal((await stranger.post(`/setup/${'x'.repeat(43)}/account`, owner)).status, 404)
    assert.equal((await stranger.get('/setup/clinic')).status, 303)
  })

  it('gives the house to who has the link, once', async () => {
    await using house = await open()
    const lin = createClient(house.server)
    assert.match((await lin.get(house.setup, link)).body, /English/)
    const claimed = await lin.post(`${house.setup}/account`, owner)
    assert.equal(claimed.headers['location'], '/setup')
    assert.equal((await lin.get('/setup')).headers['location'], '/setup/security')
    const late = createClient(house.server)
    const second = await late.post(`${house.setup}/account`, { ...owner, email: 'bo@clinic.test' })
    assert.equal(second.headers['location'], '/')
    assert.equal((await late.get('/')).headers['location'], '/desk')
    assert.equal(await setupPath(house.app), undefined)
    const [team] = await listTeams(house.app.db)
    assert.deepEqual([team?.name, team?.memberIds], ['前台接待', [1]])
  })

  it('keeps the link where the account cannot be made', async () => {
    await using house = await open()
    const lin = createClient(house.server)
    const weak = await lin.post(`${house.setup}/account`, { ...owner, password: '1234567890' })
    assert.equal(weak.status, 422)
    assert.match(weak.body, /value="lin@clinic.test"/)
    assert.equal((await lin.post(`${house.setup}/account`, owner)).status, 303)
  })

  it('makes a new link that ends the one before', async () => {
    await using house = await open()
    const fresh = (await setupPath(house.app)) ?? assert.fail('no link')
    const lin = createClient(house.server)
    assert.equal((await lin.get(house.setup)).status, 404)
    assert.equal((await lin.get(fresh)).status, 200)
  })

  it('goes on where it was left, step by step, to a channel that can be tried', async () => {
    await using house = await open()
    const lin = createClient(house.server)
    await lin.post(`${house.setup}/account`, owner)
    assert.equal((await lin.post('/setup/security/skip')).headers['location'], '/setup/clinic')
    const look = await lin.post('/setup/clinic/skip')
    assert.equal(look.headers['location'], '/setup/hours')
    const wrong = { 'open.mon': 'on', 'from.mon': '18:00', 'until.mon': '09:00', timezone: 'Asia/Shanghai' }
    assert.equal((await lin.post('/setup/hours', wrong)).status, 422)
    const copied = await lin.post('/setup/hours', {
      ...wrong,
      'from.mon': '08:30',
      copy: 'mon',
      'until.mon': '00:00',
    })
    assert.equal(copied.headers['location'], '/setup/hours')
    assert.deepEqual((await clinicOf(house.app.db)).hours.week.sun, [['08:30', '24:00']])
    const again = createClient(house.server)
    await again.signIn(owner.email, password)
    assert.equal((await again.get('/')).headers['location'], '/setup')
    assert.equal((await again.get('/setup')).headers['location'], '/setup/hours')
    await lin.post('/setup/hours/skip')
    assert.equal(
      (await lin.post('/setup/privacy', { text: 'We keep quiet.' })).headers['location'],
      '/setup/chat',
    )
    assert.match((await lin.get('/setup/chat')).body, /name="settings.greeting"/)
    assert.equal((await lin.post('/setup/chat', { 'settings.greeting': 'Hello' })).status, 303)
    assert.match((await lin.get('/setup/chat')).body, /src="\/try\//)
    assert.equal((await lin.post('/setup/end')).headers['location'], '/desk')
    assert.equal((await lin.get('/')).headers['location'], '/desk')
    assert.equal((await lin.get('/setup/clinic')).headers['location'], '/desk')
  })
})

async function openHouse({ options }: TestDatabase) {
  const data = await mkdtemp(join(tmpdir(), 'qiantai-setup-'))
  const config = { ...loadConfig({ QIANTAI_DATA: data, HOST: '127.0.0.1', PORT: '0' }), database: options }
  const house = await createApp(config, { plugins: [plugin], log: createLog({ logLevel: 'silent' }) })
  const { url, setup = '' } = await house.start()
  return {
    app: house.app,
    server: house.server,
    setup: setup.slice(url.length),
    async [Symbol.asyncDispose]() {
      await house.stop()
      await rm(data, { recursive: true, force: true })
    },
  }
}
