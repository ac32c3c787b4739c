import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { passwordFault } from './password.ts'

describe('a password', () => {
  for (const good of ['correct horse battery', '春眠不觉晓处处闻啼鸟', 'violet lamp 42', 'xk3-9fj-2mz']) {
    it(`may be ${good}`, () => assert.equal(passwordFault(good), undefined))
  }
  it('has ten characters at least and 128 at most', () => {
    assert.equal(passwordFault('violet la'), 'auth.password.short')
    assert.equal(passwordFault('violet lamp'.repeat(12)), 'auth.password.long')
  })
  for (const bad of [
    'Password123',
    'woaini1314',
    '5201314520',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    '1234567890',
    'abcdefghijkl',
    '９８７６５４３２１０',
  ]) {
    it(`may not be ${bad}`, () => assert.equal(passwordFault(bad), 'auth.password.common'))
  }
  it('is not the address or name of its owner', () => {
    assert.equal(passwordFault('lin@clinic.test', ['lin@clinic.test']), 'auth.password.common')
  })
})
