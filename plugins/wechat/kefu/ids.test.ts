import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { msgIdOf, uidIn } from './ids.ts'

it('an id of ours fits the platform, and leads back to its message', () => {
  for (const index of [0, 7, 99]) {
    const uid = randomUUID()
    const id = msgIdOf(uid, index)
    assert.match(id, /^[\w-]{1,32}$/)
    assert.equal(uidIn(id), uid)
  }
})

it('every part of a message has an id of its own, and keeps it', () => {
  const uid = randomUUID()
  assert.notEqual(msgIdOf(uid, 0), msgIdOf(uid, 1))
  assert.equal(msgIdOf(uid, 1), msgIdOf(uid, 1))
})

it('an id of somebody else leads nowhere', () => {
  for (const id of ['', 'short', '4GTYHNRKkhZZDJmyTDJpPzVJZvT1fFBY', 'x'.repeat(32)])
    assert.equal(uidIn(id), undefined)
})
