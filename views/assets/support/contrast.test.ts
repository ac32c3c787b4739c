import assert from 'node:assert/strict'
import { it } from 'node:test'
import { contrastsOf } from './contrast.ts'

it('White on black is 21 to 1, and on white it cannot be read', () => {
  assert.equal(contrastsOf('#000000').white, 21)
  assert.equal(contrastsOf('#ffffff').white, 1)
})

it('The grey of the WCAG tables just passes on white', () => {
  assert.equal(contrastsOf('#767676').white.toFixed(2), '4.54')
})
