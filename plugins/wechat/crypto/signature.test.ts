import assert from 'node:assert/strict'
import { it } from 'node:test'
import { getSignature } from '@wecom/crypto'
import { isSigned, sign } from './signature.ts'

it('signs as the platform does', () => {
  assert.equal(sign('AAAAA', '1714036504', '1514711492'), 'f464b24fc39322e44b38aa78f5edd27bd1441696')
  assert.equal(sign('AAAAA', '1714037059', '486452656'), '899cf89e464efb63f54ddac96b0a0a235f53aa78')
})

it('signs a sealed call as the library of the platform does', () => {
  assert.equal(
    sign('tok', '1700000000', 'nonce', 'sealed'),
    getSignature('tok', '1700000000', 'nonce', 'sealed'),
  )
})

it('takes no other signature, whatever it looks like', () => {
  const parts = ['AAAAA', '1714036504', '1514711492']
  assert.ok(isSigned('f464b24fc39322e44b38aa78f5edd27bd1441696', ...parts))
  for (const wrong of [
    '',
    'f464',
    'F464B24FC39322E44B38AA78F5EDD27BD1441696',
    '签名',
    sign(...parts, 'more'),
  ])
    assert.ok(!isSigned(wrong, ...parts), wrong)
})
