import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { identityOf } from '../../../modules/people/index.ts'
import type { Channel, ChannelKind, Host, OpenChannel, Plugin } from '../../../plugin/index.ts'
import { addAccount, testApp, type TestApp } from '../../../testing/index.ts'

const own = 'https://desk.clinic.test'
let host: Host
let subject: string | undefined
const channels = new Map<string, Channel>()

function kind(name: string, open: Partial<OpenChannel>): ChannelKind {
  return {
    kind: name,
    fields: [{ name: 'id', type: 'text' }],
    can: { text: { max: 2000 } },
    identify: ({ id }) => String(id),
    async open(channel) {
      channels.set(name, channel)
      return { ...open, close: async () => {} }
    },
  }
}

/** The provider knows whoever comes with a code, by that code. */
const linking: OpenChannel['linking'] = {
  fits: (userAgent) => userAgent.includes('House'),
  address: ({ url, state }) => `https://provider.example/login?${new URLSearchParams({ url, state })}`,
  async prove({ code }) {
    if (!code) throw new Error('no code')
    return { who: code, profile: { name: '安娜', proof: 'verified', ...(subject && { subject }) } }
  },
}

const plugin: Plugin = {
  api: 1,
  id: 'house',
  home: import.meta.dirname,
  channels: [kind('site', {}), kind('official', { linking })],
  register: (given) => void (host = given),
}

eachDatabase('A visitor whose browser knows them', ({ create }) => {
  let test: TestApp
  let site: string
  let official: string
  let visitor = 0

  before(async () => {
    test = await testApp({ database: (await create()).options, plugins: [plugin] })
    site = await addAccount(test, { plugin: 'house', kind: 'site', settings: { id: 'site' } })
    official = await addAccount(test, { plugin: 'house', kind: 'official', settings: { id: 'official' } })
  })
  beforeEach(() => {
    subject = undefined
    visitor++
  })
  after(() => test.stop())

  const who = () => `visitor-${visitor}`
  const leave = (more: object = {}) =>
    host.link({ channel: site, who: who(), userAgent: 'House/8', origin: own, back: '/c/x?a=1', ...more })

  async function trip() {
    const link = await leave()
    assert.ok(link)
    const query = new URL(link.url).searchParams
    const [cookie = ''] = link.cookie.split(';')
    return { state: query.get('state') ?? '', cookie, url: query.get('url'), header: link.cookie }
  }
  const comeBack = (query: Record<string, string>, cookie = '') =>
    test.server.inject({
      url: `/links/house/${official}?${new URLSearchParams(query)}`,
      headers: cookie ? { cookie } : {},
    })
  const person = async (name: string, id: string) => {
    const channel = channels.get(name)
    assert.ok(channel)
    return (await identityOf(test.app, channel.id, id)).personId
  }
  const areOne = async (id: string) => (await person('site', who())) === (await person('official', id))

  it('is one person with the customer that the provider names, and comes back to their page', async () => {
    const { state, cookie, url, header } = await trip()
    assert.equal(url, `${own}/links/house/${official}`)
    assert.match(state, /^[0-9a-zA-Z]{1,128}$/)
    assert.match(header, /Path=\/links; HttpOnly; SameSite=Lax; Secure$/)
    const answer = await comeBack({ code: 'openid-1', state }, cookie)
    assert.deepEqual([answer.statusCode, answer.headers['location']], [302, '/c/x?a=1'])
    assert.ok(await areOne('openid-1'))
    assert.equal(await leave(), undefined, 'nothing is left to prove')
  })

  it('joins by the subject that several accounts of the provider share', async () => {
    subject = 'provider:union-2'
    const official = channels.get('official')
    await official?.introduce('openid-of-another-account', { subject, proof: 'verified' })
    const { state, cookie } = await trip()
    await comeBack({ code: 'openid-2', state }, cookie)
    assert.ok(await areOne('openid-2'))
    assert.ok(await areOne('openid-of-another-account'))
  })

  it('is sent nowhere in a browser that fits nothing, nor back to another site', async () => {
    assert.equal(await leave({ userAgent: 'Firefox' }), undefined)
    assert.equal(await leave({ channel: 'nowhere' }), undefined)
    for (const back of ['//evil.example', 'https://evil.example/', '/\\evil.example', 'c/x'])
      assert.equal(await leave({ back }), undefined, back)
  })

  it('cannot be somebody who was sent a link: the cookie is in another browser', async () => {
    const { state, cookie } = await trip()
    const { cookie: other } = await trip()
    assert.equal((await comeBack({ code: 'openid-3', state })).statusCode, 403)
    assert.equal((await comeBack({ code: 'openid-3', state }, other)).statusCode, 403)
    assert.equal((await comeBack({ code: 'openid-3', state: 'x' }, cookie)).statusCode, 403)
    assert.equal(await areOne('openid-3'), false)
  })

  it('has ten minutes for the way', async () => {
    const { state, cookie } = await trip()
    test.clock.pass(601)
    assert.equal((await comeBack({ code: 'openid-4', state }, cookie)).statusCode, 403)
    assert.equal(await areOne('openid-4'), false)
  })

  it('goes on with the chat where nothing could be proven', async () => {
    const { state, cookie } = await trip()
    const answer = await comeBack({ state }, cookie)
    assert.deepEqual([answer.statusCode, answer.headers['location']], [302, '/c/x?a=1'])
    assert.ok(test.log.some((line) => line.includes('link.failed')))
  })

  it('stays who they are where they are proven to be somebody else', async () => {
    await channels.get('site')?.introduce(who(), { subject: 'provider:union-of-bo', proof: 'verified' })
    subject = 'provider:union-6'
    const { state, cookie } = await trip()
    assert.equal((await comeBack({ code: 'openid-6', state }, cookie)).statusCode, 302)
    assert.equal(await areOne('openid-6'), false)
    assert.ok(test.log.some((line) => line.includes('link.conflict')))
  })
})
