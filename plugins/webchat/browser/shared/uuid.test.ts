import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuid7 } from './uuid.ts'

test('an id is a version 7 UUID', () => {
  assert.match(uuid7(), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('an id made later sorts later', () => {
  assert.ok(uuid7(1_700_000_000_000) < uuid7(1_700_000_000_001))
  assert.ok(uuid7(0xff_ffff_ffff) < uuid7(0x100_0000_0000))
})

test('ids made at the same time differ', () => {
  assert.notEqual(uuid7(1), uuid7(1))
})
