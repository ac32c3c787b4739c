import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contrastOf, inkOf, tintOf } from './colour.ts'

const clinics = ['#b4656f', '#f7c6cf', '#fff', '#000000', '#ffd400', '#2f6f5e', '#0a84ff', '#e91e63', 'red']

test('every colour of a clinic can be read in both themes', () => {
  for (const accent of clinics) {
    for (const dark of [false, true]) {
      const tint = tintOf(accent)
      assert.ok(contrastOf(tint.solid, tint.onSolid) >= 4.5, `${accent} solid`)
      assert.ok(contrastOf(inkOf(accent, dark), dark ? '#2b2928' : '#ffffff') >= 4.5, `${accent} ink`)
    }
  }
})

test('a colour that can be read is left as the clinic chose it', () => {
  assert.equal(tintOf('#2f6f5e').solid, '#2f6f5e')
})

test('a pale colour keeps its paleness and gets dark text', () => {
  assert.deepEqual(tintOf('#f7c6cf').solid, '#f7c6cf')
  assert.equal(tintOf('#f7c6cf').onSolid, '#1f1a18')
})
