import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appCodes, appTokenCodes, kefuCodes } from './codes.ts'
import { failureOf, type Remedy } from './remedies.ts'

const noon = Date.parse('2026-01-15T04:00:00.000Z')

describe('What is done about an error', () => {
  const table: [string, Remedy][] = [
    ['-1', 'retry'],
    ...['40001', '40014', '42001'].map((code): [string, Remedy] => [code, 'renew']),
    ...['40125', '41004', '40013', '40243', '40164', '48004', '50002', '87009'].map(
      (code): [string, Remedy] => [code, 'mend'],
    ),
    ...['40004', '40005', '40006', '40009', '40010', '40011', '40012', '45001', '45007'].map(
      (code): [string, Remedy] => [code, 'drop'],
    ),
    ['40007', 'upload'],
    ...['40003', '40033', '47001', '44002', '45002', '45003', '45004', '45008', '44003', '44004'].map(
      (code): [string, Remedy] => [code, 'drop'],
    ),
    ...['40008', '40200'].map((code): [string, Remedy] => [code, 'simplify']),
    ...['43004', '43005', '50005'].map((code): [string, Remedy] => [code, 'leave']),
    ...['43019', '48002', '45015', '45047'].map((code): [string, Remedy] => [code, 'close']),
    ['45009', 'tomorrow'],
    ['45011', 'pause'],
    ...['48001', '47003', '40037', '43101', '43116', '61450', '61458', '61459', '65400', '65417'].map(
      (code): [string, Remedy] => [code, 'drop'],
    ),
  ]
  for (const [code, remedy] of table)
    it(`${code}: ${remedy}`, () => assert.equal(appCodes[code]?.remedy, remedy))

  it('where a token is asked for, a wrong secret is not a token that has ended', () => {
    assert.equal(appTokenCodes['40001']?.remedy, 'mend')
  })

  it('微信客服 has meanings of its own', () => {
    assert.equal(kefuCodes['48002']?.remedy, 'mend')
    assert.equal(kefuCodes['45009']?.remedy, 'pause')
    assert.equal(kefuCodes['60020']?.remedy, 'mend')
    assert.equal(kefuCodes['42001']?.remedy, 'renew')
  })
})

describe('What the host is told', () => {
  it('the day ends at midnight in Beijing', () => {
    assert.deepEqual(failureOf('tomorrow', noon), { retryAfter: 12 * 3600 })
    assert.deepEqual(failureOf('tomorrow', noon + 12 * 3_600_000 - 1000), { retryAfter: 1 })
  })

  it('a window that has closed, and an account to be mended', () => {
    assert.deepEqual(failureOf('close', noon), { permanent: true, window: 'closed' })
    assert.deepEqual(failureOf('mend', noon), { account: 'refused' })
    assert.deepEqual(failureOf('pause', noon), { retryAfter: 60 })
  })
})
