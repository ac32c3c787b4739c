import assert from 'node:assert/strict'
import { it } from 'node:test'
import { asksForAnswer } from './automatic.ts'

const asks = (name: string, value: string) => asksForAnswer((asked) => (asked === name ? value : undefined))

it('A phone picks up by itself in the ways in which exchanges ask for it, and otherwise rings', () => {
  assert.ok(asks('Call-Info', '<sip:exchange>;answer-after=0'))
  assert.ok(asks('Alert-Info', '<http://front-desk>;info=alert-autoanswer;delay=0'))
  assert.ok(asks('Answer-Mode', 'Auto'))
  assert.ok(!asks('Alert-Info', '<http://front-desk>;info=external'))
  assert.ok(!asks('Answer-Mode', 'Manual'))
  assert.ok(!asks('Subject', 'answer-after=0'))
})
