import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readXml, writeXml } from './xml.ts'

const read = (text: string) => readXml(Buffer.from(text))

describe('The XML of the platform', () => {
  it('is text all through: no zero is lost, and no digit of a long id', () => {
    const text = '<xml><Content><![CDATA[007]]></Content><MsgId>12345678901234567890</MsgId><N>1e5</N></xml>'
    assert.deepEqual(read(text), { content: '007', msgid: '12345678901234567890', n: '1e5' })
  })

  it('is read whatever the case of its names', () => {
    assert.deepEqual(read('<xml><MsgID>1</MsgID><MSGTYPE>text</MSGTYPE></xml>'), {
      msgid: '1',
      msgtype: 'text',
    })
  })

  it('keeps what a customer wrote as they wrote it', () => {
    const words = ' a < b && c > d &lt;br&gt; ]]> <!DOCTYPE html> \n 😊 '
    assert.equal(read(writeXml({ Content: words }))['content'], words)
    assert.equal(read('<xml><A>1 &lt; 2 &amp;&amp; &#50; &anna;</A></xml>')['a'], '1 < 2 && &#50; &anna;')
  })

  it('has trees and lists', () => {
    const text = '<xml>\n <E>\n <List><A>1</A></List>\n <List><A>2</A></List>\n </E>\n</xml>'
    assert.deepEqual(read(text), { e: { list: [{ a: '1' }, { a: '2' }] } })
  })

  const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "&l${n};&l${n};&l${n};&l${n};">`)
  const hostile: Record<string, string | Buffer> = {
    'a document type': '<!DOCTYPE x><xml><A>1</A></xml>',
    'an entity that reads a file':
      '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><A>&a;</A></xml>',
    'a billion laughs': `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs.join('')}]><xml><A>&l9;</A></xml>`,
    'more than it may be': `<xml><A>${'x'.repeat(1024 * 1024)}</A></xml>`,
    'ten thousand elements in each other': `<xml>${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}</xml>`,
    'an end that is missing': '<xml><A>1',
    'an end of another element': '<xml><A>1</B></xml>',
    'a name of the language': '<xml><__proto__>1</__proto__></xml>',
    'another encoding': Buffer.from([0x3c, 0x78, 0x6d, 0x6c, 0x3e, 0xc4, 0xe3, 0xba, 0xc3]),
    'UTF-16': Buffer.from('<xml><A>1</A></xml>', 'utf16le'),
    'another root': '<html><A>1</A></html>',
    'words alone': '<xml>hello</xml>',
    'no XML': 'success',
    nothing: '',
  }
  for (const [what, body] of Object.entries(hostile))
    it(`is refused with ${what}`, () => assert.throws(() => readXml(Buffer.from(body))))
})
