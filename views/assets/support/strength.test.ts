import assert from 'node:assert/strict'
import { it } from 'node:test'
import { strengthOf } from './strength.ts'

it('Length counts first', () => {
  assert.equal(strengthOf('Aa1!xyzab', 10), 'short')
  assert.equal(strengthOf('horse battery staple', 10), 'good')
  assert.equal(strengthOf('horsebatte', 10), 'fair')
})

it('What repeats or runs along the keys is easy, however long', () => {
  assert.equal(strengthOf('abababababababab', 10), 'easy')
  assert.equal(strengthOf('1234567890123', 10), 'easy')
})

it('A Chinese sentence is a password like any other', () => {
  assert.equal(strengthOf('每天早上九点开门迎接客人喝一杯热茶', 10), 'good')
})
