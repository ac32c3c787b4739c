import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { keyOf, readPush } from './push.ts'
import { bytesOf, fixture } from './testing/fixtures.ts'

const whole = { type: 'text', receiver_id: '1', sender_id: '2', created_at: '', text: '您好', data: {} }

describe('A push of Weibo', () => {
  it('keeps every digit of an id', () => {
    const { sender, data } = read(
      '{"sender_id":12345678901234567890,"receiver_id":9007199254740993,"data":{"key":18446744073709551615}}',
    )
    assert.equal(sender, '12345678901234567890')
    assert.equal(data['key'], '18446744073709551615')
  })

  it('keeps texts that look like numbers', () => {
    for (const text of ['007', '1e3', '0x10', ' 5 ', 'null'])
      assert.equal(read(JSON.stringify({ ...whole, text })).text, text)
  })

  it('keeps no character that a database does not', () => {
    assert.equal(read('{"sender_id":1,"receiver_id":2,"text":"a\\u0000b\\ud800"}').text, 'ab\ufffd')
  })

  it('has no parents that a stranger may name', () => {
    const push = read(
      '{"__proto__":{"type":"text"},"sender_id":1,"receiver_id":2,"data":{"__proto__":{"subtype":"follow"}}}',
    )
    assert.equal(push.type, '')
    assert.equal(({} as Record<string, unknown>)['subtype'], undefined)
  })

  for (const [what, body] of Object.entries({
    'an empty body': '',
    XML: '<xml><ToUserName>1</ToUserName></xml>',
    'half a push': '{"type":"text"',
    'a list': '[1]',
    nothing: 'null',
    'lists within lists without end': '['.repeat(200_000),
    'lists within lists': `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
    'objects within objects in the data': `{"sender_id":1,"receiver_id":2,"data":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
    'no sender': JSON.stringify({ ...whole, sender_id: undefined }),
    'a sender who is no number': JSON.stringify({ ...whole, sender_id: '2 or 1=1' }),
    'a sender with a fraction': '{"sender_id":1.5,"receiver_id":2}',
    'a list of senders': JSON.stringify({ ...whole, sender_id: ['2'] }),
  }))
    it(`is not ${what}`, () => assert.equal(readPush(Buffer.from(body)), undefined))

  it('is not in another encoding', () => {
    const body = JSON.stringify({ ...whole, text: 'here' })
    const [before = '', after = ''] = body.split('here')
    const gbk = Buffer.concat([Buffer.from(before), Buffer.from([0xc4, 0xfa]), Buffer.from(after)])
    assert.equal(readPush(gbk), undefined)
    assert.equal(readPush(Buffer.from(body, 'utf16le')), undefined)
    assert.equal(readPush(Buffer.from(`\ufeff${body}`))?.text, 'here')
  })

  it('may be as large as a megabyte', () => {
    const text = '好'.repeat(300_000)
    assert.equal(read(JSON.stringify({ ...whole, text })).text, text)
  })
})

describe('The key of a push', () => {
  it('is the hash of what Weibo names', () => {
    const words =
      'voice|2489518277|1902538057|Mon Jul 16 18:09:20 +0800 2012|发了一个语音消息|{"tovfid":"821804469","vfid":"821804459"}'
    assert.equal(keyOf(fixture('voice')), createHash('sha1').update(words).digest('hex'))
  })

  it('is the same however the fields are ordered', () => {
    const { data, ...rest } = JSON.parse(bytesOf('scan').toString('utf8'))
    const turned = { data: Object.fromEntries(Object.entries(data).toReversed()), ...rest }
    assert.equal(keyOf(read(JSON.stringify(turned))), keyOf(fixture('scan')))
  })

  it('differs with every one of its fields', () => {
    const changes = [
      {},
      { type: 'x' },
      { sender: '9' },
      { receiver: '9' },
      { createdAt: '' },
      { text: '' },
      { data: {} },
    ]
    assert.equal(
      new Set(changes.map((change) => keyOf({ ...fixture('image'), ...change }))).size,
      changes.length,
    )
  })
})

function read(body: string) {
  return readPush(Buffer.from(body)) ?? assert.fail('it cannot be read')
}
