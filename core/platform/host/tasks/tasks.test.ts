import assert from 'node:assert/strict'
import { afterEach, beforeEach, it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { scripted, scriptedAccount } from '../../../../test/support/scripted.ts'
import { findChannel, pauseChannel, removeChannel, resumeChannel } from '../../../modules/channels/index.ts'
import type { Channel, Failure } from '../../../plugin/index.ts'
import { testApp, type TestApp } from '../../../testing/index.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }

eachDatabase('A task of an account', ({ create, engine }) => {
  let test: TestApp
  let id: number
  let runs: string[]
  let faults: (Failure & { reason: string })[]
  let during: () => Promise<void>
  let gate: Promise<void> | undefined
  let opened: Channel | undefined

  const line = scripted((channel) => {
    opened = channel
    return {
      tasks: {
        poll: {
          every: 60,
          async run() {
            const fault = faults.shift()
            if (fault) throw channel.failure(fault.reason, fault)
            runs.push('poll')
            await during()
          },
        },
        sync: {
          async run() {
            await gate
            runs.push('sync')
          },
        },
      },
    }
  })

  beforeEach(async () => {
    runs = []
    faults = []
    during = async () => {}
    gate = undefined
    test = await testApp({ database: (await create()).options, plugins: [line] })
    id = await scriptedAccount(test)
  })
  afterEach(() => test.stop())

  const wake = (name: string) => opened?.wake(name)
  const pass = async (seconds: number) => {
    test.clock.pass(seconds)
    await test.drain()
  }
  const fault = async () => (await findChannel(test.app.db, id))?.fault

  it('has its turn when the account opens, and then every so often', async () => {
    assert.deepEqual(runs, ['poll'])
    await pass(59)
    assert.deepEqual(runs, ['poll'])
    await pass(1)
    await pass(60)
    assert.deepEqual(runs, ['poll', 'poll', 'poll'])
  })

  it('has a turn at once whenever it is woken, and for any number of calls one more at most', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    gate = promise
    await Promise.all(Array.from({ length: 20 }, () => wake('sync')))
    resolve()
    await test.drain()
    const syncs = runs.filter((name) => name === 'sync').length
    assert.ok(syncs === 1 || syncs === 2, `${syncs} turns`)
    await pass(600)
    assert.equal(runs.filter((name) => name === 'sync').length, syncs)
  })

  it('has one more turn where it is woken while it runs', async () => {
    during = async () => {
      during = async () => {}
      await Promise.all([wake('poll'), wake('poll')])
    }
    await wake('poll')
    await test.drain()
    assert.deepEqual(runs, ['poll', 'poll', 'poll'])
    await pass(60)
    assert.equal(runs.length, 4)
  })

  it('ends with its account, and begins anew with it', async () => {
    await pauseChannel(test.app, admin, id)
    await pass(600)
    assert.deepEqual([runs, await test.app.db('job')], [['poll'], []])
    await resumeChannel(test.app, admin, id)
    await test.drain()
    await test.drain()
    assert.deepEqual(runs, ['poll', 'poll'])
    await removeChannel(test.app, admin, id)
    await pass(600)
    assert.deepEqual([runs.length, await test.app.db('job')], [2, []])
  })

  it('waits as long as the provider asks, whoever wakes it', async () => {
    faults = [{ reason: 'busy', retryAfter: 40 }]
    await pass(60)
    await wake('poll')
    await pass(39)
    assert.equal(runs.length, 1)
    await pass(1)
    assert.equal(runs.length, 2)
  })

  it('shows admins what keeps going wrong, until it works again', async () => {
    faults = Array.from({ length: 4 }, () => ({ reason: 'the provider is away' }))
    await pass(60)
    await pass(5)
    assert.equal(await fault(), null)
    await pass(15)
    assert.equal(await fault(), 'the provider is away')
    await pass(60)
    assert.equal(await fault(), 'the provider is away')
    await pass(60)
    assert.deepEqual([await fault(), runs.length], [null, 2])
    await pass(60)
    assert.equal(runs.length, 3)
  })

  it('waits while its provider refuses the account, and goes on once an admin has mended it', async () => {
    faults = [{ reason: 'token ended', account: 'refused' }]
    await pass(60)
    const channel = await findChannel(test.app.db, id)
    assert.deepEqual([channel?.state, channel?.reason], ['refused', 'token ended'])
    await wake('sync')
    await pass(600)
    assert.deepEqual(runs, ['poll'])
    await resumeChannel(test.app, admin, id)
    await test.drain()
    await test.drain()
    assert.deepEqual(runs.toSorted(), ['poll', 'poll', 'sync'])
  })

  if (engine === 'PostgreSQL')
    it('is one for all processes', async () => {
      const other = await testApp({ beside: test, plugins: [line] })
      try {
        await Promise.all([test.drain(), other.drain()])
        const jobs = await test.app.db('job').where({ name: 'channel.task' })
        assert.equal(jobs.length, 1)
        const before = runs.length
        for (let minute = 0; minute < 5; minute++) {
          test.clock.pass(60)
          await Promise.all([test.drain(), other.drain(), wake('sync'), wake('sync')])
          await Promise.all([test.drain(), other.drain()])
        }
        const since = runs.slice(before)
        assert.equal(since.filter((name) => name === 'poll').length, 5)
        assert.ok(since.filter((name) => name === 'sync').length >= 5)
      } finally {
        await other.stop()
      }
    })
})
