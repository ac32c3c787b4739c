import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createAesKey, decrypt, encrypt } from './cipher.ts'
import { fromXml, toJson, toXml } from './fields.ts'
import { partsOf } from './multipart.ts'
import { sign } from './signature.ts'

describe('What goes over the wire', () => {
  it('is signed as on the official page', () => {
    assert.equal(sign('AAAAA', '1714036504', '1514711492'), 'f464b24fc39322e44b38aa78f5edd27bd1441696')
    assert.equal(sign('AAAAA', '1714037059', '486452656'), '899cf89e464efb63f54ddac96b0a0a235f53aa78')
  })

  it('is encrypted as the fixed vector says', () => {
    const key = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
    const encrypted = encrypt(key, 'wx1234567890abcdef', 'hello', Buffer.from('0123456789abcdef'))
    assert.equal(
      encrypted,
      'Q3stYC6hdFzMh9T8HCvyDO+2Nb55QMC0MprekVbwgE95Ia96iH02Js9z0gWXE7heFFXnozkjRnLDwJeXRPvTGA==',
    )
    assert.equal(sign('tok', '1700000000', 'nonce', encrypted), '52740f977408e4c2e2ff4cc9b858af261f6d7d6f')
    assert.deepEqual(decrypt(key, encrypted), { id: 'wx1234567890abcdef', message: 'hello' })
  })

  it('survives encryption at every length around a block, and no other key', () => {
    const [key, other] = [createAesKey(), createAesKey()]
    for (let length = 0; length < 70; length += 1) {
      const message = '好'.repeat(length)
      assert.equal(decrypt(key, encrypt(key, 'wx1', message)).message, message)
    }
    const encrypted = encrypt(key, 'wx1', 'hello')
    assert.notDeepEqual(
      attempt(() => decrypt(other, encrypted)),
      { id: 'wx1', message: 'hello' },
    )
  })

  it('keeps ids of 64 bits, markup and the end of CDATA', () => {
    const fields = {
      MsgId: 7300000000000000001n,
      Content: 'a]]>b <b> & 007',
      List: [{ Id: '1' }, { Id: '2' }],
    }
    const xml = toXml(fields)
    assert.match(xml, /<MsgId>7300000000000000001<\/MsgId>/)
    const { MsgId, Content, List } = fromXml(xml) ?? {}
    assert.equal(MsgId, '7300000000000000001')
    assert.equal(Content, fields.Content)
    assert.deepEqual(List, [{ Id: '1' }, { Id: '2' }])
    assert.equal(toJson({ id: 7300000000000000001n }), '{"id":7300000000000000001}')
  })

  it('is not read as XML where it is none', () => {
    for (const text of ['', 'success', '{"a":1}', '<xml><a></xml>', '<html></html>'])
      assert.equal(fromXml(text), undefined, text)
  })

  it('finds the parts of a form, bytes unchanged', () => {
    const data = Buffer.from([0, 13, 10, 45, 45, 255])
    const head = '--x\r\nContent-Disposition: form-data; name="media"; filename="a.png"\r\n\r\n'
    const body = Buffer.concat([Buffer.from(head), data, Buffer.from('\r\n--x--\r\n')])
    assert.deepEqual(partsOf('multipart/form-data; boundary=x', body), [
      { name: 'media', filename: 'a.png', data },
    ])
    assert.deepEqual(partsOf('application/json', body), [])
  })
})

function attempt(work: () => unknown): unknown {
  try {
    return work()
  } catch {
    return undefined
  }
}
