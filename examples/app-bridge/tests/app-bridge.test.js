import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { addAccount, answer, readBy, testApp } from 'qiantai/testing'
import bridge from '../index.js'
import { call, picture, secret, startProvider } from './provider.js'

describe('An app on the bridge', () => {
  /** @type {import('./provider.js').Provider} */
  let provider
  /** @type {import('qiantai/testing').TestApp} */
  let clinic
  let key = ''

  before(async () => {
    provider = await startProvider()
    clinic = await testApp({ plugins: [bridge] })
    const settings = {
      url: provider.url,
      secret,
      origin: clinic.url,
      page: 'https://app.example/home',
      hours: 48,
    }
    key = await addAccount(clinic, { plugin: 'app-bridge', kind: 'app', settings })
  })
  after(async () => {
    await clinic.stop()
    await provider.stop()
  })

  /** @param {ReturnType<typeof call>} posted */
  async function post({ headers, body }) {
    const answered = await fetch(`${clinic.url}/hooks/app-bridge/${key}`, { method: 'POST', headers, body })
    await clinic.drain()
    return answered.status
  }

  it('brings words in once, however often they are posted, and takes the answer out', async () => {
    const said = call({
      type: 'message',
      id: 'm-1',
      user: { id: 'anna', name: '安娜' },
      text: '热玛吉多少钱？',
    })
    assert.equal(await post(said), 200)
    assert.equal(await post(said), 200)
    assert.deepEqual(await readBy(clinic, 'lin'), [['热玛吉多少钱？']])
    await answer(clinic, 'lin', '热玛吉多少钱？', '您好，请问做哪个部位？')
    const out = await provider.next('message')
    assert.equal(out.user, 'anna')
    assert.equal(out.text, '您好，请问做哪个部位？')
    assert.equal(out.kind, 'text')
  })

  it('refuses what is not signed with its secret, and what was signed long ago', async () => {
    const event = { type: 'message', id: 'm-2', user: { id: 'bo' }, text: '我是谁' }
    const hourAgo = clinic.clock.now().getTime() - 3_600_000
    assert.equal(await post(call(event, { secret: 'a-secret-of-somebody-else' })), 401)
    assert.equal(await post(call(event, { at: hourAgo })), 401)
    assert.equal((await readBy(clinic, 'lin')).flat().includes('我是谁'), false)
  })

  it('says what is wrong with an event that nobody can read', async () => {
    assert.equal(await post(call({ type: 'message', text: '谁说的？' })), 400)
  })

  it('fetches pictures where the app has them', async () => {
    const files = [{ url: `${provider.url}/face.png`, name: 'face.png' }]
    assert.equal(await post(call({ type: 'message', id: 'm-3', user: { id: 'anna' }, files })), 200)
    const file = await clinic.app.db('file').orderBy('id', 'desc').first('name', 'mime')
    assert.equal(file.name, 'face.png')
  })

  it('gives the app its files at links that nobody else can make', async () => {
    const account = clinic.host.accounts.withKey('app-bridge', key)
    assert.ok(account?.open.send)
    const stored = await account.channel.upload('anna', { name: 'plan.png', data: picture })
    const files = [{ ...stored, path: '' }]
    const message = {
      uid: 'u-9',
      to: 'anna',
      kind: /** @type {const} */ ('image'),
      text: '',
      files,
      attempt: 1,
    }
    await account.open.send(message, new AbortController().signal)
    const link = provider.got.at(-1)?.files[0].url
    assert.equal((await fetch(link)).status, 200)
    assert.equal((await fetch(link.replace('who=anna', 'who=bo'))).status, 404)
  })

  it('knows when an answer was read', async () => {
    const { id: message } = await provider.next('message')
    assert.equal(
      await post(call({ type: 'receipt', id: 'r-1', user: { id: 'anna' }, message, state: 'read' })),
      200,
    )
    const { state } = await clinic.app.db('message').where({ uid: message }).first('state')
    assert.equal(state, 'read')
  })
})
