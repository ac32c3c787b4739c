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
    const account = { scope: 'channel:1', externalId: 'anna', proof: 'channel' as const }
    const claimed = { ...account, name: 'Anna' }
    const verified = { ...account, name: '王女士', proof: 'verified' as const }
    assert.deepEqual(shownName('王安娜', [claimed]), { name: '王安娜', unverified: false })
    assert.deepEqual(shownName('', [claimed]), { name: 'Anna', unverified: true })
    assert.deepEqual(shownName('', [verified, claimed])?.name, '王女士')
    assert.equal(shownName('', [{ ...account, name: '' }]), undefined)
  })

  it('are the masked number of who is known by nothing else', () => {
    const phone = { scope: 'phone', externalId: '+8613912349000', name: '', proof: 'channel' as const }
    assert.deepEqual(shownName('', [phone]), { name: '139****9000', unverified: false })
    assert.equal(shownName('', [phone, { ...phone, name: 'Anna' }])?.name, 'Anna')
    const proven = { ...phone, externalId: '+8613812345678', proof: 'verified' as const }
    assert.equal(shownName('', [proven, phone])?.name, '138****5678')
  })

  it('give initials in either script, and lose what is no text', () => {
    assert.deepEqual(['王安娜', 'Anna Wang', 'bo', '😀'].map(initialsOf), ['安娜', 'AW', 'B', '😀'])
    assert.equal(initialsOf('139****9000'), '00')
    assert.equal(clean('  a\n\u202eb\ud800 ', 10), 'a b\ufffd')
  })
})
