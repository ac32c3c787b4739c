import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { crumb } from '../../../test/support/form.ts'
import type { Viewer } from '../../module.ts'
import { fake, type Provider, signedIn, startProvider, testApp, type TestApp } from '../../testing/index.ts'
import { channels, listChannels } from './index.ts'

const token = 'a-token-that-nobody-sees'

describe('The pages of channels', () => {
  let provider: Provider
  let test: TestApp
  let lin: Viewer
  before(async () => {
    provider = await startProvider(token)
    test = await testApp({ plugins: [fake] })
    lin = await test.as('lin')
  })
  after(async () => {
    await test.stop()
    await provider.stop()
  })

  const get = (url: string, viewer = lin) => test.server.inject({ url, auth: signedIn(viewer) })
  function post(url: string, form: Record<string, string> = {}) {
    const parts = Object.entries({ crumb, ...form }).map(
      ([name, value]) => `--part\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const isForm = Object.keys(form).length > 0
    const headers = {
      cookie: `crumb=${crumb}`,
      'content-type': isForm ? 'multipart/form-data; boundary=part' : 'application/x-www-form-urlencoded',
    }
    const payload = isForm ? `${parts.join('')}--part--\r\n` : `crumb=${crumb}`
    return test.server.inject({ method: 'POST', url, headers, payload, auth: signedIn(lin) })
  }
  const add = (form: Record<string, string>) => post('/admin/channels/new/fake/line', form)

  it('are closed to agents', async () => {
    assert.equal((await get('/admin/channels', await test.as('hao'))).statusCode, 403)
  })

  it('draw the form of a kind from its fields', async () => {
    const { statusCode, payload } = await get('/admin/channels/new/fake/line')
    assert.equal(statusCode, 200)
    assert.match(payload, /name="settings\.url" type="url"/)
    assert.match(payload, /令牌/)
  })

  it('show the form again, filled in, where a field is wrong or the provider refuses', async () => {
    const wrong = await add({ name: '线路', 'settings.url': 'nowhere', 'settings.token': token })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.payload, /value="nowhere"/)
    const refused = await add({
      name: '线路',
      'settings.url': provider.url,
      'settings.token': 'not-the-token',
    })
    assert.equal(refused.statusCode, 422)
    assert.ok(!refused.payload.includes('not-the-token'))
    assert.deepEqual(await listChannels(test.app.db), [])
  })

  it('add an account, which opens, is audited and never shows its secret', async () => {
    const added = await add({ name: '线路', 'settings.url': provider.url, 'settings.token': token })
    assert.equal(added.statusCode, 303)
    await test.drain()
    const page = await get(String(added.headers.location))
    assert.equal(page.statusCode, 200)
    assert.match(page.payload, /已连接/)
    assert.ok(!page.payload.includes(token))
    const deed = await test.app.db('audit').where({ action: 'channel.add' }).first()
    assert.equal(deed.actor, `agent:${lin.agentId}`)
    assert.ok(!deed.detail.includes(token))
  })

  it('refuse the same account twice with words', async () => {
    const twice = await add({ name: '又一条', 'settings.url': provider.url, 'settings.token': token })
    assert.equal(twice.statusCode, 422)
    assert.match(twice.payload, /已经接入过/)
  })

  it('are told live how an account is doing', async () => {
    const [channel] = await listChannels(test.app.db)
    const [topic] = channels.live?.(test.app) ?? []
    assert.ok(channel && topic)
    const event = { cursor: '0.1', topic: '', type: 'channel.state', ref: channel.id, data: {}, at: '' }
    assert.equal(topic.tells(event), 'channels')
    const [push] = await topic.render([event])
    assert.match(push?.html?.('zh-CN') ?? '', /target="channel-state-1".*已连接/s)
    assert.equal(await topic.authorize(await test.as('hao'), ''), false)
  })

  it('pause, resume and remove, and the list says so', async () => {
    const [channel] = await listChannels(test.app.db)
    assert.ok(channel)
    assert.equal((await post(`/admin/channels/${channel.id}/pause`)).statusCode, 303)
    assert.match((await get('/admin/channels')).payload, /已暂停/)
    assert.equal((await post(`/admin/channels/${channel.id}/opening`)).statusCode, 303)
    await test.drain()
    assert.match((await get('/admin/channels')).payload, /已连接/)
    assert.equal((await post(`/admin/channels/${channel.id}/removal`)).statusCode, 303)
    assert.equal((await get(`/admin/channels/${channel.id}`)).statusCode, 404)
  })
})
