import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { valueFaults } from './values.ts'

const fits = (key: string, value: string) =>
  Object.keys(valueFaults([{ key, label: '', value }])).length === 0

describe('A value of a notice', () => {
  const good: Record<string, string[]> = {
    thing1: ['光子嫩肤', '字'.repeat(20), '😊'.repeat(20)],
    character_string2: ['YY20260308001', 'A-1/2#'],
    number3: ['0', '12.5', '9'.repeat(31)],
    letter4: ['ABC'],
    symbol5: ['+-*/%'],
    time6: [
      '2026-03-08 14:30',
      '2026-03-08 14:30:05',
      '2026年3月8日 14:30',
      '14:30',
      '14:30~15:30',
      '2026年3月8日',
    ],
    date7: ['2026-03-08', '2026年3月8日', '2026年3月8日 14:30'],
    amount8: ['¥2980.00', '100', '1234567890元', '$5'],
    phone_number9: ['021-62880000', '+86-13800138000'],
    car_number10: ['沪A12345', '沪AD12345'],
    name11: ['王女士', '字'.repeat(10), 'Anna Wang'],
    phrase12: ['待复查'],
    const13: ['已确认'],
    unheardOf14: ['whatever it is'],
  }
  for (const [key, values] of Object.entries(good))
    it(`fits: ${key}`, () => values.forEach((value) => assert.ok(fits(key, value), value)))

  const wrong: Record<string, string[]> = {
    thing1: ['', '字'.repeat(21), '😊'.repeat(21)],
    character_string2: ['预约1号', 'x'.repeat(33)],
    number3: ['12,000', '一', '9'.repeat(33)],
    letter4: ['ABC1', 'x'.repeat(33)],
    symbol5: ['a', '++++++'],
    time6: ['明天下午', '2026/03/08', '2026-03-08', '14点'],
    date7: ['明天', '14:30'],
    amount8: ['¥¥5', '12345678901', '五元'],
    phone_number9: ['138 0013 8000', '0'.repeat(18)],
    car_number10: ['沪AD1234567'],
    name11: ['字'.repeat(11), 'x'.repeat(21), 'Anna王'],
    phrase12: ['待复查中已确', 'ok'],
    unheardOf14: [' '],
  }
  for (const [key, values] of Object.entries(wrong))
    it(`does not fit: ${key}`, () => values.forEach((value) => assert.ok(!fits(key, value), value)))

  it('says what would fit', () => {
    assert.deepEqual(valueFaults([{ key: 'thing1', label: '', value: '' }]), {
      thing1: 'wechat:notice.thing',
    })
  })
})
