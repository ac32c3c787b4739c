import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createElection, type Locks } from './election.ts'

/** Locks of one browser: a queue with one holder, as Web Locks has. */
function fakeLocks(): Locks {
  type Claim = { held: () => Promise<void>; done: () => void; lost: (reason: Error) => void }
  const queue: Claim[] = []
  let holder: Claim | undefined
  const grant = () => {
    const claim = (holder = queue.shift())
    if (claim) void claim.held().then(() => holder === claim && (claim.done(), grant()))
  }
  return {
    request: (_name, { steal }, held) =>
      new Promise<void>((done, lost) => {
        const claim = { held, done, lost }
        if (steal) {
          holder?.lost(new Error('stolen'))
          queue.unshift(claim)
          grant()
        } else {
          queue.push(claim)
          if (!holder) grant()
        }
      }),
  }
}

function tabs(locks: Locks | undefined, ...names: string[]) {
  const log: string[] = []
  const timers: (() => unknown)[] = []
  const all = names.map((name) => {
    const on = { lead: () => void log.push(`${name} leads`), resign: () => void log.push(`${name} resigns`) }
    const election = createElection(locks, 'site', on, (_ms, work) => (timers.push(work), () => {}))
    election.run()
    return election
  })
  return { log, all, elapse: () => timers.shift()?.() }
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

test('one tab leads, and the next takes its place when it closes', async () => {
  const { log, all } = tabs(fakeLocks(), 'first', 'second')
  assert.deepEqual(log, ['first leads'])
  all[0]!.quit()
  await settle()
  assert.deepEqual(log, ['first leads', 'second leads'])
})

test('a tab in view takes over from one that sleeps, which steps down and queues again', async () => {
  const { log, all, elapse } = tabs(fakeLocks(), 'first', 'second')
  all[1]!.doubt()
  elapse()
  await settle()
  assert.deepEqual(log, ['first leads', 'second leads', 'first resigns'])
  all[1]!.quit()
  await settle()
  assert.equal(log[3], 'first leads')
})

test('a tab that closed before its turn does not lead', async () => {
  const { log, all } = tabs(fakeLocks(), 'first', 'second')
  all[1]!.quit()
  all[0]!.quit()
  await settle()
  assert.deepEqual(log, ['first leads'])
})

test('without locks every tab has its own line', () => {
  assert.deepEqual(tabs(undefined, 'first', 'second').log, ['first leads', 'second leads'])
})
