import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readJson } from './json.ts'

const read = (text: string) => readJson(Buffer.from(text))

it('no number of JSON goes through a number', () => {
  assert.deepEqual(
    read('{"msgid":12345678901234567890,"at":1.50,"list":[{"n":0}],"is":true,"none":null,"t":"007"}'),
    {
      msgid: '12345678901234567890',
      at: '1.50',
      list: [{ n: '0' }],
      is: 'true',
      none: 'null',
      t: '007',
    },
  )
})

it('a name with a control character is read all the same', () => {
  assert.equal(read('{"nickname":"Anna\u0008小姐"}')['nickname'], 'Anna 小姐')
})

it('what is no object of JSON in UTF-8 is refused', () => {
  for (const wrong of ['', '[]', '"a"', 'null', '{', '<xml></xml>']) assert.throws(() => read(wrong), wrong)
  assert.throws(() => readJson(Buffer.from([0x7b, 0x22, 0xc4, 0xe3, 0x22, 0x3a, 0x31, 0x7d])))
})
