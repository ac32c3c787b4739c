import assert from 'node:assert/strict'
import { afterEach, beforeEach, it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { callHook, scripted, scriptedAccount } from '../../../../test/support/scripted.ts'
import { findChannel, keepPushes, pauseChannel, resumeChannel } from '../../../modules/channels/index.ts'
import type { Failure, Push } from '../../../plugin/index.ts'
import { testApp, type TestApp } from '../../../testing/index.ts'
import { buried } from '../../jobs/index.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }

eachDatabase('What a provider pushes', ({ create }) => {
  let test: TestApp
  let id: number
  let done: string[]
  let gate: Promise<void> | undefined
  let faults: Record<string, (Failure & { reason: string })[]>

  /** The hook keeps what is posted; `pushed` fails as the test says. */
  const line = scripted((channel) => ({
    hooks: {
      '': async ({ body }) => ({ status: 200, body: 'success', keep: JSON.parse(body.toString()) as Push[] }),
    },
    async pushed({ key, body }) {
      await gate
      const fault = faults[key]?.shift()
      if (fault) throw channel.failure(fault.reason, fault)
      done.push(`${key} ${body}`)
    },
  }))

  beforeEach(async () => {
    done = []
    faults = {}
    gate = undefined
    test = await testApp({ database: (await create()).options, plugins: [line] })
    id = await scriptedAccount(test)
  })
  afterEach(() => test.stop())

  const push = (...pushes: Push[]) => callHook(test, id, JSON.stringify(pushes))
  const bodies = () => test.app.db('push').orderBy('id').pluck('body')

  it('is stored before the provider hears that all is well, and worked on afterwards', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    gate = promise
    assert.equal(await push({ key: '1', body: '您好' }), 200)
    assert.deepEqual([done, await bodies()], [[], ['您好']])
    resolve()
    await test.drain()
    assert.deepEqual([done, await bodies()], [['1 您好'], [null]])
  })

  it('is worked on once, however often it comes', async () => {
    const one = { key: 'same', body: '您好', order: 'anna' }
    await Promise.all([push(one, one), push(one), push(one)])
    await test.drain()
    await push(one)
    await test.drain()
    assert.deepEqual(done, ['same 您好'])
  })

  it('comes again where it cannot be stored', async () => {
    await test.app.db.schema.renameTable('push', 'elsewhere')
    assert.equal(await push({ key: '1', body: '您好' }), 500)
    await test.app.db.schema.renameTable('elsewhere', 'push')
    assert.equal(await push({ key: '1', body: '您好' }), 200)
    await test.drain()
    assert.deepEqual(done, ['1 您好'])
  })

  it('keeps its turn among those of one customer while it is tried again, and holds up nobody else', async () => {
    faults['a1'] = [{ reason: 'busy' }]
    await push({ key: 'a1', body: 'x', order: 'anna' }, { key: 'a2', body: 'x', order: 'anna' })
    await push({ key: 'b1', body: 'x', order: 'bo' }, { key: 'c1', body: 'x' })
    await test.drain()
    assert.deepEqual(done.toSorted(), ['b1 x', 'c1 x'])
    test.clock.pass(5)
    await test.drain()
    assert.deepEqual(done.slice(2), ['a1 x', 'a2 x'])
  })

  it('is given up where nothing can help: the next one has its turn, and the key is in the log', async () => {
    faults['a1'] = [{ reason: 'nonsense', permanent: true }]
    await push({ key: 'a1', body: 'x', order: 'anna' }, { key: 'a2', body: 'x', order: 'anna' })
    await test.drain()
    assert.deepEqual(done, ['a2 x'])
    assert.equal((await buried(test.app.db))[0]?.reason, 'nonsense')
    const line = test.log.map((text) => JSON.parse(text)).find(({ msg }) => msg === 'channel.push-given-up')
    assert.deepEqual([line?.push, line?.reason], ['a1', 'nonsense'])
  })

  it('waits for a closed account as long as that takes, and goes on in its order', async () => {
    await pauseChannel(test.app, admin, id)
    await test.drain()
    const pushes = ['a1', 'a2'].map((key) => ({ key, body: 'x', order: 'anna' }))
    await keepPushes(test.app, id, pushes)
    for (let hours = 0; hours < 48; hours++) {
      test.clock.pass(3600)
      await test.drain()
    }
    assert.deepEqual([done, await buried(test.app.db)], [[], []])
    await resumeChannel(test.app, admin, id)
    await test.drain()
    await test.drain()
    assert.deepEqual(done, ['a1 x', 'a2 x'])
  })

  it('waits where the provider refuses the account for it; what needs no provider is worked on', async () => {
    faults['picture'] = Array.from({ length: 3 }, () => ({ reason: 'token ended', account: 'refused' }))
    await push({ key: 'picture', body: 'x', order: 'anna' }, { key: 'a1', body: 'x', order: 'anna' })
    await test.drain()
    const channel = await findChannel(test.app.db, id)
    assert.deepEqual([channel?.state, channel?.reason], ['refused', 'token ended'])
    assert.equal(await push({ key: 'b1', body: 'x', order: 'bo' }), 200)
    await test.drain()
    assert.deepEqual(done, ['b1 x'])
    faults = {}
    await resumeChannel(test.app, admin, id)
    await test.drain()
    assert.deepEqual(done, ['b1 x', 'picture x', 'a1 x'])
    assert.equal((await findChannel(test.app.db, id))?.state, 'open')
  })

  it('may have names of any length, and bodies that no database takes', async () => {
    const long = '长'.repeat(300)
    assert.equal(await push({ key: long, body: 'a\0b\ud800', order: long }), 200)
    assert.equal(await push({ key: `${long}!`, body: 'x', order: long }), 200)
    await test.drain()
    assert.equal(done.length, 2)
  })

  it('may be very many at once: none is lost, and each customer is served in order', async () => {
    const pushes = Array.from({ length: 600 }, (_, at) => ({ key: `${at}`, body: 'x', order: `${at % 20}` }))
    await Promise.all(pushes.map((one) => keepPushes(test.app, id, [one])))
    await test.drain()
    assert.equal(done.length, 600)
    const numbers = done.map((text) => Number.parseInt(text))
    for (let customer = 0; customer < 20; customer++) {
      const theirs = numbers.filter((at) => at % 20 === customer)
      assert.deepEqual(
        theirs,
        theirs.toSorted((a, b) => a - b),
      )
    }
  })
})
