import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog } from './log.ts'

test('what is secret does not reach the log, wherever it is', () => {
  const line = written({
    password: 'hunter2',
    settings: {
      appSecret: 'hunter2',
      accessToken: 'hunter2',
      list: [{ apiKey: 'hunter2', secrets: { a: 'hunter2' } }],
    },
    request: { headers: { authorization: 'Bearer hunter2', cookie: 's=hunter2', 'x-csrf-token': 'hunter2' } },
    url: 'https://desk.example.com/setup?lang=en&token=hunter2&x=1',
    totp_secret: 'hunter2',
    err: new Error('GET /reset?token=hunter2 failed'),
  })
  assert.ok(!line.includes('hunter2'), line)
  assert.ok(line.includes('lang=en') && line.includes('x=1'), line)
})

test('mobile numbers are masked in texts, numbers and errors', () => {
  const line = written({
    text: '我的电话是13812345678，微信同号',
    caller: '+86 138-1234-5678',
    number: 13812345678,
    err: new Error('no answer from 13812345678'),
  })
  assert.ok(!/1234/.test(line), line)
  assert.ok(line.includes('138****5678'), line)
})

test('facts stay as they are', () => {
  const facts = {
    conversation: 12,
    at: '2026-03-04T05:06:07.000Z',
    took: 1763786400123,
    file: 'a13812345678b',
  }
  const { conversation, at, took, file, msg, level } = JSON.parse(written(facts))
  assert.deepEqual({ conversation, at, took, file }, facts)
  assert.equal(msg, 'message.sent')
  assert.equal(level, 30)
})

test('a child logs by the same rules', () => {
  let line = ''
  const log = createLog({ logLevel: 'info' }, { write: (text) => void (line = text) })
  log.child({ token: 'hunter2', plugin: 'phone' }).warn({ caller: '13812345678' }, 'call.ringing')
  assert.ok(!/hunter2|1234/.test(line) && line.includes('phone'), line)
})

test('an error is logged with its stack', () => {
  const { err } = JSON.parse(written({ err: new TypeError('this is a bug') }))
  assert.equal(err.type, 'TypeError')
  assert.match(err.stack, /log\.test/)
})

function written(fields: object): string {
  let line = ''
  createLog({ logLevel: 'info' }, { write: (text) => void (line = text) }).info(fields, 'message.sent')
  return line
}
