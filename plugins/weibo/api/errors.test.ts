import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import en from '../locales/en.json' with { type: 'json' }
import zh from '../locales/zh-CN.json' with { type: 'json' }
import { refusalIn, saidIn } from './answer.ts'
import { rules } from './errors.ts'

const now = Date.parse('2026-01-15T04:20:00.000Z')
const untilFive = 40 * 60 + 10

// The page's table, code by code, as it says what is to be done.
const table: [string, string, object][] = [
  ['10001 10002 10003 10009 10010 10011', 'busy', {}],
  ['10004', 'ip-limit', { retryAfter: 600 }],
  ['10005 10014', 'permission', { permanent: true }],
  ['10006 10008 10016 10017 20001', 'parameter', { permanent: true }],
  ['10013 20003', 'user-gone', { permanent: true, window: 'closed' }],
  ['10018 20012 20013', 'too-long', { permanent: true }],
  ['10022 10023 10024', 'rate', { retryAfter: untilFive }],
  ['20016', 'too-fast', { retryAfter: 60 }],
  ['20017 20019 20306', 'repeated', { permanent: true }],
  ['20018 20020 20021', 'content', { permanent: true }],
  ['20031', 'captcha', { account: 'refused' }],
  ['20101 20201', 'item-gone', { permanent: true }],
  ['20203 20204 20205 20206 20207', 'comments-closed', { permanent: true }],
  ['20301 20302 20303 20304 20305 20307 20308 20309', 'window', { permanent: true, window: 'closed' }],
  ['26400 26499', 'menu', { permanent: true }],
  ['21301 21321', 'app', { account: 'refused' }],
  ['21314 21315 21316 21317 21319 21327 21332', 'token', { account: 'refused' }],
]

describe('An error of Weibo', () => {
  for (const [codes, reason, remedy] of table)
    it(`${codes}: ${reason}`, () => {
      for (const code of codes.split(' ')) {
        const told = { reason: `weibo:reason.${reason}`, ...remedy }
        assert.deepEqual(refusal(`{"request":"/2/x","error_code":${code},"error":"words"}`), told, code)
        assert.deepEqual(refusal(`{"request":"/2/x","error_code":"${code}","error":"words"}`), told, code)
      }
    })

  it('20111: was done before, which is as good', () => {
    assert.equal(refusal('{"error_code":20111}'), undefined)
  })

  it('that nobody has told us of is said in its own words', () => {
    assert.deepEqual(refusal('{"error_code":29999,"error":"odd"}'), {
      reason: 'odd (29999)',
      permanent: true,
    })
    assert.deepEqual(refusal('{"error_code":19999,"error":"odd"}'), {
      reason: 'odd (19999)',
      permanent: false,
    })
  })

  it('is none where there is no code', () => {
    for (const body of ['{"result":true}', '', '<html>', '[]', '"error_code"', '{"error_code":null}'])
      assert.equal(refusal(body), undefined, body)
  })

  it('is explained in both languages', () => {
    for (const { reason } of rules) for (const texts of [zh, en]) assert.ok(reason in texts.reason, reason)
  })
})

function refusal(body: string) {
  const quiet = () => {}
  const tools = {
    now: () => now,
    failure: (reason: string, failure?: object) => Object.assign(new Error(reason), failure),
    fetch: () => Promise.reject(new Error('nothing leaves')),
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  }
  const error = refusalIn(
    tools,
    saidIn({ status: 400, headers: {}, body: Buffer.from(body), json: () => undefined }),
  )
  return error && { reason: error.message, ...error }
}
