import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { areaOf, e164 } from './number.ts'

describe('A number', () => {
  const read = (texts: string[], area?: string) => texts.map((text) => e164(text, area))

  it('is the same however the carrier writes it', () => {
    const ways = [
      '13800138000',
      '013800138000',
      '+8613800138000',
      '008613800138000',
      '8613800138000',
      '138 0013-8000',
    ]
    for (const number of read([...ways, '１３８００１３８０００'])) assert.equal(number, '+8613800138000')
    const desks = ['02162345678', '+862162345678', '862162345678', '0086-21-62345678', '(021) 6234 5678']
    for (const number of read(desks)) assert.equal(number, '+862162345678')
    assert.equal(e164('05718765432'), '+865718765432')
  })

  it('of the city gets the area code of the line', () => {
    assert.deepEqual(read(['62345678', '86234567', '8765432'], '021'), [
      '+862162345678',
      '+862186234567',
      '+86218765432',
    ])
    assert.equal(e164('62345678'), '62345678')
    assert.equal(e164('62345678', '21'), '62345678')
  })

  it('that is a service keeps its digits', () => {
    const services = ['4008001234', '8008201234', '95588', '10086', '12345', '110', '9516888', '95013456']
    assert.deepEqual(read(services, '021'), services)
    assert.equal(e164('864008001234'), '4008001234')
  })

  it('from abroad says so, and is no Chinese one', () => {
    assert.deepEqual(read(['+447911123456', '00447911123456', '0015551234567', '+14155552671']), [
      '+447911123456',
      '+447911123456',
      '+15551234567',
      '+14155552671',
    ])
  })

  it('that is withheld is none', () => {
    for (const text of [
      '',
      'anonymous',
      'Restricted',
      'sip:anna@example',
      '12',
      "+86'; drop",
      '++8613800138000',
    ])
      assert.equal(e164(text, '021'), '', text)
  })

  it('says its city, where it has one', () => {
    assert.equal(areaOf('+862162345678'), '021')
    assert.equal(areaOf('+865718765432'), '0571')
    assert.equal(areaOf('+8613800138000'), '')
    assert.equal(areaOf('4008001234'), '')
  })
})
