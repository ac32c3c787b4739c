import assert from 'node:assert/strict'
import { test } from 'node:test'
import { untilDone } from './patience.ts'

/** Work that fails until it is told otherwise, on a clock that the test turns. */
function setUp() {
  const timers: { ms: number; work: () => unknown }[] = []
  let refusal: { retryAfter: number } | undefined = { retryAfter: 0 }
  let tries = 0
  let failures = 0
  let wake = () => {}
  const work = async () => {
    tries++
    if (refusal) throw refusal
    return 'done'
  }
  const done = untilDone(work, {
    wait: (ms, later) => {
      const timer = { ms, work: later }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer) >>> 0, 1)
    },
    whenBack: (back) => void (wake = back),
    failed: () => void failures++,
  })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  const elapse = async () => {
    await settled()
    const timer = timers.shift() ?? assert.fail('nothing waits')
    timer.work()
    await settled()
    return timer.ms
  }
  const answer = (next: typeof refusal) => void (refusal = next)
  const counts = () => ({ tries, failures, waiting: timers.length })
  return { done, elapse, settled, answer, wake: () => wake(), counts }
}

test('it is tried again after growing delays until it succeeds', async () => {
  const { done, elapse, answer, counts } = setUp()
  const [first, second, third] = [await elapse(), await elapse(), await elapse()]
  assert.ok(first < 1500 && second > 1300 && third > 2700, `${[first, second, third]}`)
  answer(undefined)
  await elapse()
  assert.equal(await done, 'done')
  assert.deepEqual(counts(), { tries: 5, failures: 4, waiting: 0 })
})

test('it is tried at once when the network is back, and only once', async () => {
  const { done, settled, answer, wake, counts } = setUp()
  await settled()
  answer(undefined)
  wake()
  wake()
  assert.equal(await done, 'done')
  wake()
  assert.deepEqual(counts(), { tries: 2, failures: 1, waiting: 0 })
})

test('it is not tried before the server wants it', async () => {
  const { done, elapse, settled, answer, wake, counts } = setUp()
  answer({ retryAfter: 60 })
  await elapse()
  answer(undefined)
  wake()
  await settled()
  assert.equal(counts().tries, 2)
  assert.equal(await elapse(), 60_000)
  assert.equal(await done, 'done')
})
