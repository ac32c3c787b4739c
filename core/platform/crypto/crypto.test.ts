import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { hash } from '@node-rs/argon2'
import { createVault, hashPassword, hashToken, randomToken, same, uuid7, verifyPassword } from './index.ts'

const key = randomBytes(32)

test('what is sealed opens again, with the same key alone', () => {
  const sealed = createVault(key).seal('密码 hunter2')
  assert.equal(createVault(key).open(sealed), '密码 hunter2')
  assert.ok(!sealed.includes('hunter2'))
  assert.throws(() => createVault(randomBytes(32)).open(sealed))
})

test('the same text is sealed differently each time', () => {
  const vault = createVault(key)
  assert.notEqual(vault.seal('a'), vault.seal('a'))
  assert.equal(vault.open(vault.seal('')), '')
})

test('a changed seal does not open', () => {
  const vault = createVault(key)
  const bytes = Buffer.from(vault.seal('hunter2').slice(3), 'base64url')
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    assert.throws(() => vault.open(`v1.${changed.toString('base64url')}`))
  }
  for (const wrong of ['', 'v1.', 'v2.AAAA', 'v1.AAAA', 'hunter2']) assert.throws(() => vault.open(wrong))
})

test('each purpose has a key of its own, the same at every start', () => {
  const first = createVault(key).derive('csrf')
  assert.equal(first.length, 32)
  assert.deepEqual(createVault(key).derive('csrf'), first)
  assert.notDeepEqual(createVault(key).derive('webchat'), first)
})

test('a vault needs a whole key', () => {
  assert.throws(() => createVault(Buffer.from('short')))
})

test('tokens are long, different and stored as a hash', () => {
  assert.match(randomToken(), /^[\w-]{43}$/)
  assert.notEqual(randomToken(), randomToken())
  assert.match(hashToken('a'), /^[0-9a-f]{64}$/)
})

test('comparing tells equal from different, whatever the lengths', () => {
  assert.equal(same('hunter2', 'hunter2'), true)
  assert.equal(same('hunter2', 'hunter3'), false)
  assert.equal(same('hunter2', 'hunter22'), false)
  assert.equal(same('', ''), true)
})

test('ids of version 7 sort by time', () => {
  const ids = [1, 2, 1_700_000_000_000, 1_800_000_000_000].map((now) => uuid7(now))
  assert.deepEqual(ids.toSorted(), ids)
  for (const id of ids)
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('a password is known again, however it was typed', async () => {
  const stored = await hashPassword('café 前台 pass')
  assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.deepEqual(await verifyPassword(stored, 'cafe\u0301 前台 pass'), { ok: true, stale: false })
  assert.deepEqual(await verifyPassword(stored, 'café 前台 pasS'), { ok: false, stale: false })
})

test('a hash from weaker days is known and marked', async () => {
  const weak = await hash('hunter2 hunter2', { memoryCost: 8192, timeCost: 1, parallelism: 1 })
  assert.deepEqual(await verifyPassword(weak, 'hunter2 hunter2'), { ok: true, stale: true })
})

test('nobody has no password, not even the one behind the pretence', async () => {
  assert.equal((await verifyPassword(undefined, 'nobody')).ok, false)
  assert.equal((await verifyPassword('damaged', 'nobody')).ok, false)
})
