import assert from 'node:assert/strict'
import { it } from 'node:test'
import { jointly } from './jointly.ts'

it('Who asks together shares an answer, and who asks while it is read gets a newer one', async () => {
  let reads = 0
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const ask = jointly(async () => {
    const number = ++reads
    await gates[number - 1]?.promise
    return number
  })
  const first = [ask(), ask()]
  await Promise.resolve()
  const second = [ask(), ask()]
  gates[1]?.resolve()
  assert.equal(reads, 1)
  gates[0]?.resolve()
  assert.deepEqual(await Promise.all([...first, ...second]), [1, 1, 2, 2])
  assert.equal(await ask(), 3)
})

it('Who shares a failure fails, and nobody after them', async () => {
  let reads = 0
  const ask = jointly(async () => {
    if (++reads === 1) throw new Error('down')
    return reads
  })
  const answers = await Promise.allSettled([ask(), ask()])
  assert.deepEqual(
    answers.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  assert.equal(await ask(), 2)
})
