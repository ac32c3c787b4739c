import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { type Db, transaction } from '../db/index.ts'
import { buried, createWorker, enqueue, enqueueOnce, failure, resume, retry } from './index.ts'

const log = { warn: () => {}, error: () => {} }

function setup(db: Db) {
  let now = Date.parse('2026-01-01T00:00:00.000Z')
  const clock = () => new Date(now)
  const worker = createWorker(db, { log, clock, random: () => 1 })
  const put = (name: string, payload: object, key?: string) =>
    transaction(db, (trx) => enqueue(trx, { name, payload, key }, clock().toISOString()))
  return { worker, put, clock, pass: (seconds: number) => (now += seconds * 1000) }
}

eachDatabase('The queue', ({ engine, open }) => {
  it('does what was put in, once', async () => {
    const db = await open()
    const { worker, put } = setup(db)
    const done: unknown[] = []
    worker.handle('greet', { run: async (payload) => void done.push(payload) })
    await put('greet', { who: 'anna' })
    await worker.drain()
    await worker.drain()
    assert.deepEqual(done, [{ who: 'anna' }])
  })

  it('forgets what a failed transaction put in', async () => {
    const db = await open()
    const failing = transaction(db, async (trx) => {
      await enqueue(trx, { name: 'greet', payload: {} })
      throw new Error('undone')
    })
    await assert.rejects(failing)
    assert.deepEqual(await db('job'), [])
  })

  it('tries again after a growing delay, and then gives up with the reason', async () => {
    const db = await open()
    const { worker, put, pass } = setup(db)
    const attempts: number[] = []
    const given: string[] = []
    worker.handle('call', {
      delays: [5, 30],
      run: async (_payload, { attempt }) => {
        attempts.push(attempt)
        throw failure('engaged')
      },
      buried: async (_trx, _payload, reason) => void given.push(reason),
    })
    await put('call', {})
    await worker.drain()
    pass(4)
    await worker.drain()
    assert.deepEqual(attempts, [1])
    pass(1)
    await worker.drain()
    pass(30)
    await worker.drain()
    assert.deepEqual(attempts, [1, 2, 3])
    assert.deepEqual(given, ['engaged'])
    const [lost] = await buried(db)
    assert.equal(lost?.reason, 'engaged')
  })

  it('spreads its tries by chance where nobody says how', async () => {
    const db = await open()
    const { put, clock } = setup(db)
    const errors: unknown[] = []
    const noted = { ...log, error: (...said: unknown[]) => void errors.push(said) }
    const worker = createWorker(db, { log: noted, clock, random: undefined })
    worker.handle('call', { delays: [100], run: () => Promise.reject(failure('engaged')) })
    await put('call', {})
    await worker.drain()
    const { due_at: dueAt } = await db('job').first('due_at')
    const seconds = (Date.parse(dueAt) - clock().getTime()) / 1000
    assert.ok(seconds >= 50 && seconds <= 100, `${seconds}`)
    assert.deepEqual(errors, [])
  })

  it('gives up at once what can never work, and takes it up when an admin says so', async () => {
    const db = await open()
    const { worker, put } = setup(db)
    let works = false
    worker.handle('call', {
      run: async () => {
        if (!works) throw failure('no such number', { permanent: true })
      },
    })
    await put('call', {})
    await worker.drain()
    const [lost] = await buried(db)
    assert.ok(lost)
    works = true
    assert.equal(await retry(db, lost.id, '2026-01-01T00:00:00.000Z'), true)
    await worker.drain()
    assert.deepEqual(await db('job'), [])
    assert.equal(await retry(db, lost.id), false)
  })

  it('lets a job wait for what is not there yet, and counts no try', async () => {
    const db = await open()
    const { worker, put, clock } = setup(db)
    let isThere = false
    const attempts: number[] = []
    worker.handle('call', {
      delays: [],
      async run(_payload, { attempt }) {
        attempts.push(attempt)
        if (!isThere) throw failure('closed', { waitsFor: 'line:1' })
      },
    })
    await put('call', {}, 'line')
    await put('call', {}, 'line')
    await worker.drain()
    isThere = true
    await resume(db, 'line:2', clock().toISOString())
    await worker.drain()
    assert.deepEqual(attempts, [1])
    await resume(db, 'line:1', clock().toISOString())
    await worker.drain()
    assert.deepEqual(attempts, [1, 1, 1])
    assert.deepEqual(await db('job'), [])
  })

  it('lets a job wait for nothing that has come while it was put away', async () => {
    const db = await open()
    const { worker, put } = setup(db)
    let isThere = false
    const attempts: number[] = []
    worker.handle('call', {
      async run(_payload, { attempt }) {
        attempts.push(attempt)
        if (isThere) return
        await resume(db, 'line:1')
        isThere = true
        throw failure('closed', { waitsFor: 'line:1', hasCome: () => isThere })
      },
    })
    await put('call', {})
    await worker.drain()
    assert.deepEqual([attempts, await db('job')], [[1, 1], []])
  })

  it('looks again after a minute where nobody says that it is there', async () => {
    const db = await open()
    const { worker, put, pass } = setup(db)
    const attempts: number[] = []
    worker.handle('call', {
      async run(_payload, { attempt }) {
        attempts.push(attempt)
        throw failure('closed', { waitsFor: 'line:1' })
      },
    })
    await put('call', {})
    await worker.drain()
    pass(60)
    await worker.drain()
    assert.deepEqual(attempts, [1, 1])
    assert.deepEqual(await buried(db), [])
  })

  it('never gives up what persists, whatever the failure is called', async () => {
    const db = await open()
    const { worker, put, pass } = setup(db)
    let tries = 0
    worker.handle('look', {
      delays: [5, 60],
      persists: true,
      async run() {
        tries++
        throw failure('no route', { permanent: true })
      },
    })
    await put('look', {})
    for (const seconds of [5, 60, 60, 60]) {
      await worker.drain()
      pass(seconds)
    }
    await worker.drain()
    assert.equal(tries, 5)
    assert.deepEqual(await buried(db), [])
  })

  it('keeps one job waiting however often it is asked for, and one more where one runs', async () => {
    const db = await open()
    const { worker, clock, pass } = setup(db)
    const ask = (dueAt?: string) =>
      enqueueOnce(db, { name: 'look', key: 'look', payload: {}, dueAt }, clock().toISOString())
    let runs = 0
    worker.handle('look', {
      async run() {
        runs++
        if (runs === 1) await Promise.all([ask(), ask()])
      },
    })
    await Promise.all([ask(), ask(), ask()])
    await worker.drain()
    assert.equal(runs, 2)
    await ask(new Date(clock().getTime() + 60_000).toISOString())
    await worker.drain()
    assert.equal(runs, 2)
    await ask()
    await worker.drain()
    assert.equal(runs, 3)
    pass(60)
    await worker.drain()
    assert.equal(runs, 3)
  })

  it('keeps the order of a key, also while one of them waits for its next try', async () => {
    const db = await open()
    const { worker, put, pass } = setup(db)
    const done: string[] = []
    let broken = true
    worker.handle<{ text: string }>('send', {
      run: async ({ text }) => {
        if (text === 'first' && broken) throw failure('busy', { retryAfter: 10 })
        done.push(text)
      },
    })
    await put('send', { text: 'first' }, 'conversation:1')
    await put('send', { text: 'second' }, 'conversation:1')
    await put('send', { text: 'elsewhere' }, 'conversation:2')
    await worker.drain()
    assert.deepEqual(done, ['elsewhere'])
    broken = false
    pass(10)
    await worker.drain()
    assert.deepEqual(done, ['elsewhere', 'first', 'second'])
  })

  it('takes over a job whose worker died', async () => {
    const db = await open()
    const { worker, put, pass } = setup(db)
    const done: string[] = []
    worker.handle('greet', { run: async () => void done.push('done') })
    await put('greet', {})
    await db('job').update({ lease: 'dead', leased_until: '2026-01-01T00:01:00.000Z' })
    await worker.drain()
    assert.deepEqual(done, [])
    pass(61)
    await worker.drain()
    assert.deepEqual(done, ['done'])
  })

  it('goes on at once with what a killed process had taken, where it is the only one', async () => {
    const db = await open()
    const { worker, put } = setup(db)
    const done: string[] = []
    worker.handle('greet', { run: async () => void done.push('done') })
    await put('greet', {})
    await db('job').update({ lease: 'dead', leased_until: '2026-01-01T00:01:00.000Z', attempts: 1 })
    await worker.start()
    await worker.drain()
    await worker.stop()
    assert.deepEqual(done, engine === 'SQLite' ? ['done'] : [])
  })

  it('gives back at stop what it could not finish', async () => {
    const db = await open()
    const { worker, put } = setup(db)
    const begun = Promise.withResolvers<void>()
    worker.handle('slow', {
      run: (_payload, { signal }) =>
        new Promise((_resolve, reject) => {
          begun.resolve()
          signal.addEventListener('abort', () => reject(new Error('stopped')))
        }),
    })
    await put('slow', {})
    await worker.start()
    await begun.promise
    await worker.stop(0)
    const [job] = await db('job')
    assert.equal(job.attempts, 0)
    assert.equal(job.lease, null)
  })

  it('wakes for a job that is put in while it sleeps', async () => {
    const db = await open()
    const { worker, put } = setup(db)
    const done = Promise.withResolvers<void>()
    worker.handle('greet', { run: async () => done.resolve() })
    await worker.start()
    await put('greet', {})
    await done.promise
    await worker.stop()
  })
})
