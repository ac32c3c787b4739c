import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { crumb, postForm } from '../../../test/support/form.ts'
import type { Viewer } from '../../module.ts'
import { photo } from '../../platform/files/corpus.ts'
import { fake, signedIn, testApp, type TestApp } from '../../testing/index.ts'

describe('The page of a rehearsal', () => {
  let test: TestApp
  let lin: Viewer
  let base = ''
  before(async () => {
    test = await testApp({ plugins: [fake] })
    lin = await test.as('lin')
  })
  after(() => test.stop())

  const get = (url: string, viewer = lin) => test.server.inject({ url, auth: signedIn(viewer) })
  const post = (url: string, form: Record<string, string>, viewer = lin) =>
    postForm(test.server, viewer, url, form)
  const does = (form: Record<string, string>) => post(`${base}/acts`, form)

  it('begins with one form, for admins alone', async () => {
    const form = { plugin: 'fake', kind: 'chat' }
    const agent = await post('/admin/channels/rehearsals', form, await test.as('hao'))
    assert.equal(agent.statusCode, 403)
    const { statusCode, headers } = await post('/admin/channels/rehearsals', form)
    assert.equal(statusCode, 303)
    base = String(headers.location)
    await test.drain()
    assert.match((await get(base)).payload, /悦颜医疗美容[\s\S]*还没有关注/)
    assert.equal((await get(base, await test.as('hao'))).statusCode, 403)
  })

  it('is there for kinds that can be rehearsed, and for accounts that are rehearsals', async () => {
    assert.equal((await post('/admin/channels/rehearsals', { plugin: 'fake', kind: 'line' })).statusCode, 404)
    assert.equal((await get('/admin/channels/999/rehearsal')).statusCode, 404)
  })

  it('does what its forms say, and says what cannot be done', async () => {
    const early = await does({ type: 'say', text: '在吗' })
    assert.equal(early.statusCode, 422)
    assert.match(early.payload, /现在不能这样做/)
    assert.equal((await does({ type: 'follow' })).statusCode, 303)
    assert.equal((await does({ type: 'say', text: '在吗' })).statusCode, 303)
    assert.equal((await does({ type: 'choose', path: '1.0' })).statusCode, 303)
    assert.equal((await does({ type: 'explode' })).statusCode, 422)
    assert.equal((await does({ type: 'pass', seconds: '-5' })).statusCode, 422)
    await test.drain()
    assert.match((await get(base)).payload, /phone-patient[\s\S]*在吗/)
  })

  it('shows pictures of the phone to admins, and runs nothing in them', async () => {
    const data = await photo()
    const head = `--part\r\ncontent-disposition: form-data; name="type"\r\n\r\npicture\r\n--part\r\ncontent-disposition: form-data; name="file"; filename="face.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`
    const payload = Buffer.concat([Buffer.from(head), data, Buffer.from('\r\n--part--\r\n')])
    const headers = {
      cookie: `crumb=${crumb}`,
      'x-csrf-token': crumb,
      'content-type': 'multipart/form-data; boundary=part',
    }
    const call = { method: 'POST', url: `${base}/acts`, headers, payload, auth: signedIn(lin) }
    assert.equal((await test.server.inject(call)).statusCode, 303)
    const [, src = ''] = /<img src="([^"]+\/media\/[^"]+)"/.exec((await get(base)).payload) ?? []
    const picture = await get(src)
    assert.deepEqual(picture.rawPayload, data)
    assert.match(String(picture.headers['content-security-policy']), /sandbox/)
    assert.equal((await get(src, await test.as('hao'))).statusCode, 403)
    assert.equal((await get(`${base}/media/none`)).statusCode, 404)
  })

  it('ends with a word about it', async () => {
    const { headers } = await post(`${base}/removal`, {})
    assert.match(String(headers['set-cookie']), /rehearsal\.done\.ended/)
    assert.equal((await get(base)).statusCode, 404)
  })
})
