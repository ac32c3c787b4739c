import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as wecom from '@wecom/crypto'
import fc from 'fast-check'
import Foreign from 'wechat-crypto'
import { aesKey, officialSettings, token } from '../testing/accounts.ts'
import { seal, unseal } from './envelope.ts'
import { sign } from './signature.ts'

const owner = officialSettings.appId
const foreign = new Foreign(token, aesKey, owner)
const sealedHello = 'Q3stYC6hdFzMh9T8HCvyDO+2Nb55QMC0MprekVbwgE95Ia96iH02Js9z0gWXE7heFFXnozkjRnLDwJeXRPvTGA=='
const texts = ['hello', '', '您好，想问一下玻尿酸的价格😊', 'x'.repeat(12), 'x'.repeat(100_000)]

describe('The envelope', () => {
  it('is the one of the fixed vector', () => {
    assert.equal(seal(aesKey, owner, 'hello', Buffer.from('0123456789abcdef')), sealedHello)
    assert.deepEqual(unseal(aesKey, sealedHello), { text: 'hello', owner })
    assert.equal(sign('tok', '1700000000', 'nonce', sealedHello), '52740f977408e4c2e2ff4cc9b858af261f6d7d6f')
  })

  it('is opened by both foreign libraries', () => {
    for (const text of texts) {
      const sealed = seal(aesKey, owner, text)
      assert.deepEqual(wecom.decrypt(aesKey, sealed), {
        message: text,
        id: owner,
        random: wecom.decrypt(aesKey, sealed).random,
      })
      assert.deepEqual(foreign.decrypt(sealed), { message: text, id: owner })
    }
  })

  it('opens what both foreign libraries have sealed', () => {
    for (const text of texts) {
      assert.deepEqual(unseal(aesKey, wecom.encrypt(aesKey, text, owner)), { text, owner })
      assert.deepEqual(unseal(aesKey, foreign.encrypt(text)), { text, owner })
    }
  })

  it('comes back as it was, whatever is in it', () => {
    const words = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(words, (text) =>
        assert.deepEqual(unseal(aesKey, seal(aesKey, owner, text)), { text, owner }),
      ),
    )
  })

  it('stays shut, and breaks nothing, where it was not sealed with this key', () => {
    const other = aesKey.replace('abc', 'xyz')
    assert.notDeepEqual(unseal(other, sealedHello)?.owner, owner)
    for (const wrong of ['', 'A', '====', '您好', sealedHello.slice(0, 20), 'A'.repeat(64)])
      assert.notEqual(unseal(aesKey, wrong)?.owner, owner)
  })
})
