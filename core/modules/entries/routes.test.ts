import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { postForm } from '../../../test/support/form.ts'
import type { Viewer } from '../../module.ts'
import { signedIn, testApp, type TestApp } from '../../testing/index.ts'
import { salon, type SalonProvider } from '../../testing/salon/index.ts'
import { addChannel } from '../channels/index.ts'
import { listEntries } from './index.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }

describe('The page of entry codes', () => {
  let provider: SalonProvider
  let test: TestApp
  let lin: Viewer
  let base: string
  let id: number
  before(async () => {
    const shop = salon()
    provider = shop.provider
    test = await testApp({ plugins: [shop.plugin] })
    lin = await test.as('lin')
    const settings = { appId: 'wx0001', secret: 'open-sesame' }
    id = await addChannel(test.app, admin, { plugin: 'salon', kind: 'official', name: '美丽号', settings })
    await test.drain()
    base = `/admin/channels/${id}/entries`
  })
  after(() => test.stop())

  const get = (url: string, viewer = lin) => test.server.inject({ url, auth: signedIn(viewer) })
  const post = (url: string, form?: Record<string, string>) => postForm(test.server, lin, url, form)
  const only = async () => (await listEntries(test.app, id, { archived: true }))[0]

  it('is closed to agents, and teaches where there is none', async () => {
    assert.equal((await get(base, await test.as('hao'))).statusCode, 403)
    assert.match((await get(base)).payload, /class="empty"/)
  })

  it('keeps what was typed where the name is missing or the provider refuses', async () => {
    const nameless = await post(base, { name: ' ', place: 'room' })
    assert.equal(nameless.statusCode, 422)
    assert.match(nameless.payload, /value="room" selected/)
    provider.refusal = { reason: '二维码数量已达上限: 45009 open-sesame' }
    const refused = await post(base, { name: '前台海报', place: 'poster' })
    assert.match(refused.payload, /二维码数量已达上限: 45009 …[^]*?value="前台海报"/)
  })

  it('makes one, and shows its numbers', async () => {
    assert.equal((await post(base, { name: '前台海报', place: 'poster' })).statusCode, 303)
    assert.match((await get(base)).payload, /前台海报[^]*?<dd>0<\/dd>/)
  })

  it('gives the picture at a stable address, and to keep under the name of what it is for', async () => {
    const address = `${base}/${(await only())?.id}/picture`
    const shown = await get(address)
    assert.equal(shown.headers['content-type'], 'image/png')
    assert.deepEqual([...shown.rawPayload.subarray(1, 4)], [...Buffer.from('PNG')])
    const kept = String((await get(`${address}?download`)).headers['content-disposition'])
    assert.ok(kept.includes(encodeURIComponent('前台海报.png')))
    assert.equal((await get(address, await test.as('hao'))).statusCode, 403)
  })

  it('archives one, and takes that back', async () => {
    const entry = await only()
    const done = await post(`${base}/${entry?.id}/archive`)
    const after = await get(String(done.headers.location))
    assert.match(after.payload, /已归档“前台海报”/)
    assert.ok((await only())?.archivedAt)
    await post(`${base}/${entry?.id}/archive/removal`)
    assert.equal((await only())?.archivedAt, null)
  })

  it('knows no entry of another account', async () => {
    const settings = { appId: 'wx0002', secret: 'open-sesame' }
    const other = await addChannel(test.app, admin, {
      plugin: 'salon',
      kind: 'official',
      name: '二店',
      settings,
    })
    await test.drain()
    const entry = await only()
    assert.equal((await get(`/admin/channels/${other}/entries/${entry?.id}/picture`)).statusCode, 404)
  })
})
