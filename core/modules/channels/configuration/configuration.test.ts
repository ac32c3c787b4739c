import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { crumb } from '../../../../test/support/form.ts'
import type { Viewer } from '../../../module.ts'
import {
  fake,
  type Provider,
  signedIn,
  startProvider,
  testApp,
  type TestApp,
} from '../../../testing/index.ts'
import { addChannel } from '../index.ts'

const token = 'a-token-that-few-see'

/** The kinds of the test plugin, whose other side takes a file. */
const withFiles = {
  ...fake,
  channels: (fake.channels ?? []).map((kind) => ({
    ...kind,
    configuration: (
      { token: secret }: { token?: unknown },
      { key, origin }: { key: string; origin: string },
    ) => [
      { name: 'line.conf', text: `; of ${key} at ${origin}\nsecret ${String(secret)}\n` },
      { name: 'rest.conf', text: 'no secret\n' },
    ],
  })),
}

describe('The configuration of an account', () => {
  let provider: Provider
  let test: TestApp
  let lin: Viewer
  let path: string
  before(async () => {
    provider = await startProvider(token)
    test = await testApp({ plugins: [withFiles] })
    lin = await test.as('lin')
    const settings = { url: provider.url, token }
    const id = await addChannel(
      test.app,
      { actor: 'setup' },
      { plugin: 'fake', kind: 'line', name: '线路', settings },
    )
    path = `/admin/channels/${id}/configuration`
  })
  after(async () => {
    await test.stop()
    await provider.stop()
  })

  const get = () => test.server.inject({ url: path, auth: signedIn(lin) })
  const post = (url: string) =>
    test.server.inject({
      method: 'POST',
      url,
      headers: { cookie: `crumb=${crumb}`, 'content-type': 'application/x-www-form-urlencoded' },
      payload: `crumb=${crumb}`,
      auth: signedIn(lin),
    })
  const audited = async () =>
    (await test.app.db('audit').where({ action: 'channel.configuration' })).map(({ actor }) => actor)

  it('is shown without its secrets, and nobody has to be told', async () => {
    const { statusCode, payload } = await get()
    assert.equal(statusCode, 200)
    assert.match(payload, /secret ••••••••/)
    assert.match(payload, /no secret/)
    assert.ok(!payload.includes(token))
    assert.deepEqual(await audited(), [])
  })

  it('is shown with them to who asks, which is audited', async () => {
    const { payload } = await post(path)
    assert.ok(payload.includes(`secret ${token}`))
    assert.deepEqual(await audited(), [`agent:${lin.agentId}`])
  })

  it('comes as one archive, which is audited as well', async () => {
    const { headers, rawPayload } = await post(`${path}/archive`)
    assert.match(String(headers['content-disposition']), /attachment; filename="fake-[\w-]+\.tar"/)
    assert.ok(rawPayload.includes(`secret ${token}`))
    assert.equal((await audited()).length, 2)
  })
})
