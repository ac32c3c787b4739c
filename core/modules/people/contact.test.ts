import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { masked, normalized, phoneOf, readable } from './contact.ts'
import { clean, initialsOf, shownName } from './person.ts'

describe('Contacts', () => {
  it('have one form, however a number is written', () => {
    for (const text of ['13812345678', '138 1234 5678', '+86 138-1234-5678', '008613812345678']) {
      assert.equal(phoneOf(text), '+8613812345678', text)
    }
    assert.equal(phoneOf('+1 202 555 0143'), '+12025550143')
    assert.equal(phoneOf('价格?'), undefined)
    assert.equal(normalized('email', ' Anna@Mail.CN '), 'anna@mail.cn')
    assert.equal(normalized('wechat-id', 'anna_88'), 'anna_88')
    assert.equal(normalized('wechat-id', 'a b'), undefined)
  })

  it('are masked so that they can be recognized and not used', () => {
    assert.equal(masked('phone', '+8613812345678'), '138****5678')
    assert.equal(masked('email', 'anna@mail.cn'), 'an****@mail.cn')
    assert.equal(masked('wechat-id', 'anna_88'), 'an****8')
    assert.equal(readable('phone', '+8613812345678'), '13812345678')
  })
})

describe('Names', () => {
  it('are what staff wrote before what the customer says', () => {
    const claimed = { name: 'Anna', proof: 'channel' as const }
    assert.deepEqual(shownName('王安娜', [claimed]), { name: '王安娜', unverified: false })
    assert.deepEqual(shownName('', [claimed]), { name: 'Anna', unverified: true })
    assert.deepEqual(shownName('', [{ name: '王女士', proof: 'verified' }, claimed])?.name, '王女士')
    assert.equal(shownName('', []), undefined)
  })

  it('give initials in either script, and lose what is no text', () => {
    assert.deepEqual(['王安娜', 'Anna Wang', 'bo', '😀'].map(initialsOf), ['安娜', 'AW', 'B', '😀'])
    assert.equal(clean('  a\n\u202eb\ud800 ', 10), 'a b\ufffd')
  })
})
