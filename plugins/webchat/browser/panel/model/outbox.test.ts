import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  drop,
  dump,
  held,
  join,
  LIMIT,
  load,
  next,
  put,
  refused,
  retry,
  sending,
  unanswered,
  type Outbox,
} from './outbox.ts'

const said = (uid: string) => ({ uid, text: uid, files: [], at: '2026-01-01T00:00:00.000Z' })
const full = (...uids: string[]) => uids.reduce<Outbox>((outbox, uid) => put(outbox, said(uid)), [])

test('messages leave one at a time in the order they were written', () => {
  let outbox = full('a', 'b')
  assert.equal(next(outbox)?.uid, 'a')
  outbox = sending(outbox, 'a')
  assert.equal(next(outbox), undefined)
  outbox = drop(outbox, 'a')
  assert.equal(next(outbox)?.uid, 'b')
})

test('a message without an answer goes again under the same id, before what came after it', () => {
  const outbox = unanswered(sending(full('a', 'b'), 'a'), 'a')
  assert.equal(next(outbox)?.uid, 'a')
})

test('a refused message lets the others pass and waits for the visitor', () => {
  let outbox = refused(sending(full('a', 'b'), 'a'), 'a', 'too long')
  assert.equal(next(outbox)?.uid, 'b')
  assert.equal(outbox[0]?.reason, 'too long')
  outbox = retry(drop(outbox, 'b'), 'a')
  assert.deepEqual([next(outbox)?.uid, outbox[0]?.reason], ['a', undefined])
})

test('what is held back goes only when the visitor sends it', () => {
  const outbox = held(sending(full('a', 'b'), 'a'))
  assert.equal(next(outbox), undefined)
  assert.equal(next(retry(outbox, 'b'))?.uid, 'b')
})

test('what was on its way at a reload goes again', () => {
  const outbox = load(JSON.parse(dump(sending(full('a', 'b'), 'a'))))
  assert.deepEqual(
    outbox.map((unsent) => unsent.state),
    ['waiting', 'waiting'],
  )
})

test('a broken store is an empty outbox', () => {
  for (const broken of [null, 'x', {}, [null], [{ uid: 1 }], [{ ...said('a'), state: 'odd' }]]) {
    assert.deepEqual(load(broken), [])
  }
})

test('the outbox holds fifty', () => {
  const outbox = full(...Array.from({ length: LIMIT + 5 }, (_, i) => `m${i}`))
  assert.equal(outbox.length, LIMIT)
  assert.equal(outbox[0]?.uid, 'm0')
})

test('what is stored and what is held become one, each message once, as it is held', () => {
  const joined = join(full('a', 'b'), sending(full('b', 'c'), 'b'))
  assert.deepEqual(
    joined.map(({ uid, state }) => [uid, state]),
    [
      ['a', 'waiting'],
      ['b', 'sending'],
      ['c', 'waiting'],
    ],
  )
})
