import assert from 'node:assert/strict'
import { it } from 'node:test'
import { connect, type Db, insertId, migrate, transaction } from '../../platform/db/index.ts'
import { eachDatabase } from '../../../test/support/databases.ts'
import { migrations } from '../../../migrations/index.ts'
import type { App } from '../../module.ts'
import { createVault } from '../../platform/crypto/index.ts'
import { deleteValues, leaseValue } from './store/values.ts'
import { forgetValue, recallValue, rememberValues, sharedValue } from './values.ts'

const vault = createVault(Buffer.alloc(32, 7))

/** Values need no more of the house than this. */
async function setup(db: Db) {
  let now = Date.parse('2026-01-15T04:00:00.000Z')
  const app = { db, vault, clock: () => new Date(now) } as unknown as App
  const row = {
    key: 'k',
    plugin: 'p',
    kind: 'k',
    account: 'a',
    name: 'n',
    state: 'open',
    settings: '{}',
    secrets: '',
  }
  const channelId = await insertId(db, 'channel', { ...row, created_at: app.clock().toISOString() })
  const place = { channelId, name: 'token' }
  let made = 0
  const make = async () => ({ value: `token-${++made}`, until: now + 7_200_000 })
  return { app, place, make, made: () => made, pass: (seconds: number) => void (now += seconds * 1000) }
}

eachDatabase('A value that all share', ({ open, create }) => {
  it('is made once, however many ask for it at the same time', async () => {
    const { app, place, make, made } = await setup(await open())
    const asked = await Promise.all(Array.from({ length: 50 }, () => sharedValue(app, place, make)))
    assert.deepEqual(new Set(asked), new Set(['token-1']))
    assert.equal(made(), 1)
  })

  it('is made once when it ends in the middle of a burst', async () => {
    const { app, place, make, made, pass } = await setup(await open())
    await sharedValue(app, place, make)
    pass(7200)
    const asked = await Promise.all(Array.from({ length: 50 }, () => sharedValue(app, place, make)))
    assert.deepEqual(new Set(asked), new Set(['token-2']))
    assert.equal(made(), 2)
  })

  it('is made by one of two processes, and read by the other', async () => {
    const { options } = await create()
    const [one, other] = [await connect(options), await connect(options)]
    await migrate(one, { owner: 'core', migrations })
    const { app, place, make, made } = await setup(one)
    const apps = [app, { ...app, db: other }]
    const asked = await Promise.all(
      Array.from({ length: 10 }, (_, at) => sharedValue(apps[at % 2] ?? app, place, make)),
    )
    await Promise.all([one.destroy(), other.destroy()])
    assert.deepEqual(new Set(asked), new Set(['token-1']))
    assert.equal(made(), 1)
  })

  it('is made by somebody else where the one who began has died, once the lease is over', async () => {
    const db = await open()
    const { app, place, make, pass } = await setup(db)
    const now = app.clock().toISOString()
    const leasedUntil = new Date(app.clock().getTime() + 15_000).toISOString()
    const lease = { channelId: place.channelId, name: 'shared:token', lease: 'dead', now, leasedUntil }
    assert.equal(await leaseValue(db, lease), true)
    let isDone = false
    const waiting = sharedValue(app, place, make).finally(() => (isDone = true))
    await sharedValue(app, { ...place, name: 'another' }, make)
    assert.equal(isDone, false)
    pass(15)
    assert.equal(await waiting, 'token-2')
  })

  it('fails for the one whose maker fails, and the next one makes it', async () => {
    const { app, place, make } = await setup(await open())
    const failing = sharedValue(app, place, () => Promise.reject(new Error('no answer')))
    await assert.rejects(failing, /no answer/)
    assert.equal(await sharedValue(app, place, make), 'token-1')
  })

  it('is forgotten only where it still is the one that was refused', async () => {
    const { app, place, make } = await setup(await open())
    await sharedValue(app, place, make)
    await forgetValue(app, place, 'token-0')
    assert.equal(await sharedValue(app, place, make), 'token-1')
    await forgetValue(app, place, 'token-1')
    assert.equal(await sharedValue(app, place, make), 'token-2')
  })
})

eachDatabase('What an account remembers', ({ open }) => {
  it('comes back as it was, and is sealed on the disk', async () => {
    const db = await open()
    const { app, place } = await setup(db)
    assert.equal(await recallValue(app, place), undefined)
    for (const value of [{ cursor: '9007199254740993' }, 0, '', null]) {
      await rememberValues(db, vault, place, { token: value })
      assert.deepEqual(await recallValue(app, place), value)
    }
    await rememberValues(db, vault, place, { token: 'a secret of the clinic' })
    assert.ok(!JSON.stringify(await db('channel_value')).includes('secret'))
  })

  it('is not kept where what it belongs to is not', async () => {
    const db = await open()
    const { app, place } = await setup(db)
    const failing = transaction(db, async (trx) => {
      await rememberValues(trx, vault, place, { token: 1 })
      throw new Error('undone')
    })
    await assert.rejects(failing)
    assert.equal(await recallValue(app, place), undefined)
  })

  it('is over when it ends, or is forgotten, and swept away then', async () => {
    const db = await open()
    const { app, place, make, pass } = await setup(db)
    const { channelId } = place
    const recalled = () =>
      Promise.all(['part', 'media', 'cursor'].map((name) => recallValue(app, { channelId, name })))
    const inAnHour = app.clock().getTime() + 3_600_000
    await rememberValues(db, vault, { channelId, until: inAnHour }, { media: 'one', token: 'an older one' })
    await rememberValues(db, vault, place, { part: 1, cursor: '7' })
    await sharedValue(app, place, make)
    await forgetValue(app, { channelId, name: 'part' }, 2)
    assert.deepEqual(await recalled(), [1, 'one', '7'])
    await forgetValue(app, { channelId, name: 'part' }, 1)
    assert.equal(await deleteValues(db, app.clock().toISOString()), 1)
    pass(3600)
    assert.deepEqual(await recalled(), [undefined, undefined, '7'])
    pass(1)
    assert.equal(await deleteValues(db, app.clock().toISOString()), 2)
    assert.equal(await sharedValue(app, place, make), 'token-1')
  })

  it('is never taken for a shared value of the same name', async () => {
    const db = await open()
    const { app, place, make } = await setup(db)
    await rememberValues(db, vault, place, { token: 'remembered' })
    assert.equal(await sharedValue(app, place, make), 'token-1')
    assert.equal(await recallValue(app, place), 'remembered')
  })
})
