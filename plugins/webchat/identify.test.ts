import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { profilesOf } from './identify.ts'

const now = Date.UTC(2026, 2, 1, 8, 30)
const secret = 'a secret of the clinic'
const verifier = { site: 'site', secret, now }
const hash = createHmac('sha256', secret).update('anna').digest('hex')

function jwt(
  claims: object,
  { header = { alg: 'HS256' } as object, key = secret, algorithm = 'sha256' } = {},
) {
  const text = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${text}.${createHmac(algorithm, key).update(text).digest('base64url')}`
}
const claims = { sub: 'anna', aud: 'site', exp: now / 1000 + 300, name: 'Anna', phone: '13800138000' }

test('what nobody signed is a claim', () => {
  assert.deepEqual(profilesOf(verifier, { id: 'anna', name: 'Anna' }), [
    { externalId: 'anna', name: 'Anna', proof: 'claimed' },
  ])
})

test('a hash proves the id, and the facts beside it stay claims', () => {
  assert.deepEqual(profilesOf(verifier, { id: 'anna', name: 'Anna', phone: '13800138000', hash }), [
    { externalId: 'anna', proof: 'verified' },
    { name: 'Anna', phone: '13800138000', proof: 'claimed' },
  ])
})

test('nobody becomes somebody else with the hash of their own id, or without one that is right', () => {
  for (const wrong of [hash.replace(/./, 'x'), '', 'undefined', hash.slice(0, 32), `${hash}00`]) {
    assert.equal(profilesOf(verifier, { id: 'anna', hash: wrong }), undefined, wrong)
  }
  assert.equal(profilesOf(verifier, { id: 'bo', hash }), undefined)
  assert.equal(profilesOf(verifier, { hash }), undefined)
})

test('where the site has no secret nothing can be proven', () => {
  const open = { ...verifier, secret: undefined }
  const empty = createHmac('sha256', '').update('anna').digest('hex')
  assert.equal(profilesOf(open, { id: 'anna', hash: empty }), undefined)
  assert.equal(profilesOf(open, { jwt: jwt(claims, { key: '' }) }), undefined)
})

test('a JWT proves all that it carries', () => {
  assert.deepEqual(profilesOf(verifier, { jwt: jwt(claims) }), [
    { externalId: 'anna', name: 'Anna', phone: '13800138000', proof: 'verified' },
  ])
})

test('a JWT must be for this site, good now, and short-lived', () => {
  const seconds = now / 1000
  const wrong = [
    { ...claims, aud: 'other' },
    { ...claims, aud: ['site'] },
    { ...claims, aud: undefined },
    { ...claims, exp: seconds - 60 },
    { ...claims, exp: seconds + 3600 },
    { ...claims, exp: undefined },
    { ...claims, exp: '9999999999' },
    { ...claims, nbf: seconds + 120 },
    { ...claims, sub: undefined },
    { ...claims, sub: '' },
    { ...claims, name: { $ne: '' } },
  ]
  for (const said of wrong)
    assert.equal(profilesOf(verifier, { jwt: jwt(said) }), undefined, JSON.stringify(said))
})

test('a JWT cannot choose how it is checked', () => {
  const [, body] = jwt(claims).split('.')
  const none = Buffer.from('{"alg":"none"}').toString('base64url')
  const wrong = [
    `${none}.${body}.`,
    jwt(claims, { header: { alg: 'none' } }),
    jwt(claims, { header: { alg: 'hs256' } }),
    jwt(claims, { header: { alg: 'HS512' }, algorithm: 'sha512' }),
    jwt(claims, { header: {} }),
    jwt(claims, { key: 'another secret' }),
    `${jwt(claims)}.more`,
    jwt(claims).slice(0, -2),
    'null',
    '..',
  ]
  for (const token of wrong) assert.equal(profilesOf(verifier, { jwt: token }), undefined, token)
})
