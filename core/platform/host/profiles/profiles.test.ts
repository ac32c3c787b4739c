import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, it } from 'node:test'
import sharp from 'sharp'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { scripted, scriptedAccount } from '../../../../test/support/scripted.ts'
import { findIdentity, identityOf } from '../../../modules/people/index.ts'
import type { Channel, Profile } from '../../../plugin/index.ts'
import { testApp, type TestApp, visitors } from '../../../testing/index.ts'

const day = 24 * 3600

eachDatabase('Who a customer is', ({ create }) => {
  let test: TestApp
  let id: number
  let opened: Channel | undefined
  let profiles: Record<string, Profile | Error>
  let asked: string[]

  const line = scripted((channel) => {
    opened = channel
    return {
      async profile(who) {
        asked.push(who)
        const profile = profiles[who]
        if (profile instanceof Error) throw profile
        return profile
      },
    }
  })

  beforeEach(async () => {
    profiles = {}
    asked = []
    test = await testApp({ database: (await create()).options, plugins: [line] })
    id = await scriptedAccount(test)
  })
  afterEach(() => test.stop())

  async function says(who: keyof typeof visitors) {
    await opened?.receive({ who: visitors[who], externalId: randomUUID(), text: '您好' })
    await test.drain()
  }
  const known = (who: keyof typeof visitors) =>
    findIdentity(test.app.db, { channelId: id, who: visitors[who] })
  const avatar = async () =>
    (await test.app.db('identity').where({ external_id: visitors.anna }).first('avatar')).avatar
  const picture = async (background: string) => ({
    name: 'face.png',
    data: await sharp({ create: { width: 40, height: 40, channels: 3, background } })
      .png()
      .toBuffer(),
  })

  it('is asked for when they first write, and again when they write on another day', async () => {
    profiles[visitors.anna] = { name: '安娜', proof: 'verified' }
    await says('anna')
    await says('anna')
    assert.deepEqual([asked, (await known('anna'))?.name], [[visitors.anna], '安娜'])
    profiles[visitors.anna] = { name: '安娜娜', proof: 'verified' }
    test.clock.pass(day + 1)
    assert.equal(asked.length, 1)
    await says('anna')
    assert.deepEqual([asked.length, (await known('anna'))?.name], [2, '安娜娜'])
  })

  it('is asked for once, however much arrives at the same time', async () => {
    profiles[visitors.anna] = { name: '安娜', proof: 'verified' }
    await Promise.all([says('anna'), says('anna'), says('anna')])
    await opened?.happened({ who: visitors.anna, externalId: '1', type: 'follow' })
    await test.drain()
    assert.equal(asked.length, 1)
  })

  it('joins the accounts of one person by what several accounts share', async () => {
    profiles = {
      [visitors.anna]: { proof: 'verified', subject: 'provider:union' },
      [visitors.bo]: { name: '安娜的小号', proof: 'verified', subject: 'provider:union' },
    }
    await says('anna')
    await says('bo')
    assert.equal((await known('anna'))?.personId, (await known('bo'))?.personId)
  })

  it('is known by name where they are proven to be somebody else', async () => {
    const { id: identity } = await identityOf(test.app, id, visitors.anna)
    await opened?.introduce(visitors.anna, { proof: 'verified', subject: 'provider:first' })
    profiles[visitors.anna] = { name: '安娜', proof: 'verified', subject: 'provider:second' }
    await says('anna')
    assert.deepEqual([(await known('anna'))?.id, (await known('anna'))?.name], [identity, '安娜'])
  })

  it('has a face, which is a file of ours and is replaced with a new one', async () => {
    profiles[visitors.anna] = { proof: 'verified', avatar: await picture('#b4637a') }
    await says('anna')
    const first = await avatar()
    const file = await test.app.files.find(test.app.db, first)
    assert.ok(file && (await readFile(test.app.files.path(file))).length > 0)
    test.clock.pass(day + 1)
    await says('anna')
    assert.equal(await avatar(), first)
    profiles[visitors.anna] = { proof: 'verified', avatar: await picture('#123456') }
    test.clock.pass(day + 1)
    await says('anna')
    assert.notEqual(await avatar(), first)
    assert.equal(await test.app.files.find(test.app.db, first), undefined)
    assert.equal(Number((await test.app.db('file').count({ count: '*' }).first())?.count), 1)
  })

  it('stays unknown in silence where the provider does not say', async () => {
    profiles[visitors.anna] = new Error('quota')
    await says('anna')
    test.clock.pass(60)
    await test.drain()
    assert.deepEqual([asked.length, await test.app.db('job')], [2, []])
    assert.ok(!test.log.some((text) => JSON.parse(text).level >= 50))
  })
})
