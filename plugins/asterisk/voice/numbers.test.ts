import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dialled } from './numbers.ts'

describe('A number as the carrier takes it', () => {
  const national = { numbering: 'national', prefix: '' } as const

  it('is written as it is dialled in China, unless another way is wanted', () => {
    const numbers = ['+8613800138000', '+862161234567', '+864008001234', '+8675588886666', '+85223456789']
    assert.deepEqual(
      numbers.map((number) => dialled(national, number)),
      ['13800138000', '02161234567', '4008001234', '075588886666', '0085223456789'],
    )
    assert.equal(dialled({ numbering: 'plus', prefix: '' }, '+8613800138000'), '+8613800138000')
    assert.equal(dialled({ numbering: 'plain', prefix: '' }, '+8613800138000'), '8613800138000')
  })

  it('has its prefix, also where it is none of E.164', () => {
    assert.equal(dialled({ ...national, prefix: '9' }, '+8613800138000'), '913800138000')
    assert.equal(dialled({ ...national, prefix: '9' }, '10010'), '910010')
  })

  it('is nothing where it would be more than a number', () => {
    for (const words of [
      '',
      '+',
      '13800138000@elsewhere',
      '1&PJSIP/8002',
      '138 0013 8000',
      'abc',
      `1${'2'.repeat(30)}`,
    ])
      assert.equal(dialled(national, words), undefined, words)
  })
})
