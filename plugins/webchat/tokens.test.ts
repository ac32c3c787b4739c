import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { fileLink, isGoodLink } from './links.ts'
import { issueToken, newVisitor, readToken } from './tokens.ts'

const day = 24 * 60 * 60 * 1000
const start = Date.UTC(2026, 2, 1, 8, 30)
const keysAt = (now: number) => ({
  secret: (purpose: string) => createHash('sha256').update(purpose).digest(),
  now: () => now,
})
const anna = newVisitor()
const token = issueToken(keysAt(start), 'site', anna)

test('a token tells whose it is', () => {
  assert.deepEqual(readToken(keysAt(start), 'site', token), { who: anna, ageing: false })
})

test('a token is renewed after a month and good for 400 days', () => {
  assert.equal(readToken(keysAt(start + 29 * day), 'site', token)?.ageing, false)
  assert.equal(readToken(keysAt(start + 31 * day), 'site', token)?.ageing, true)
  assert.ok(readToken(keysAt(start + 400 * day), 'site', token))
  assert.equal(readToken(keysAt(start + 401 * day), 'site', token), undefined)
})

test('a token is good for its own site alone', () => {
  assert.equal(readToken(keysAt(start), 'other', token), undefined)
})

test('a token whose visitor or day was changed is no token', () => {
  const [version, issued, , signature] = token.split('.')
  const later = (parseInt(issued ?? '', 36) + 1).toString(36)
  assert.equal(
    readToken(keysAt(start), 'site', [version, issued, newVisitor(), signature].join('.')),
    undefined,
  )
  assert.equal(readToken(keysAt(start + day), 'site', [version, later, anna, signature].join('.')), undefined)
})

test('nonsense is no token', () => {
  for (const nonsense of [
    '',
    '.',
    '1...',
    'null',
    token.slice(0, -1),
    `${token}x`,
    `${token}.`,
    'é'.repeat(90),
  ]) {
    assert.equal(readToken(keysAt(start), 'site', nonsense), undefined, nonsense)
  }
})

test('a file link is good for its file, its visitor and its hour', () => {
  const link = { site: 'site', who: anna, uid: 'photo', size: undefined }
  const query = new URL(fileLink(keysAt(start), link), 'http://host').searchParams
  const until = Number(query.get('until'))
  const signature = query.get('sign') ?? ''
  assert.ok(until - start >= day / 24 && until - start <= day / 12)
  assert.ok(isGoodLink(keysAt(start), link, until, signature))
  assert.ok(!isGoodLink(keysAt(until), link, until, signature), 'its time is over')
  assert.ok(!isGoodLink(keysAt(start), link, until + day, signature), 'nobody prolongs it')
  assert.ok(!isGoodLink(keysAt(start), { ...link, uid: 'other' }, until, signature))
  assert.ok(!isGoodLink(keysAt(start), { ...link, who: newVisitor() }, until, signature))
  assert.ok(!isGoodLink(keysAt(start), { ...link, size: 'thumbnail' }, until, signature))
})
