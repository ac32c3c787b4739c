import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { isFresh, isSigned, signatureOf } from './signature.ts'
import { signedQuery } from './simulator/push/signature.ts'

const page = { secret: 'xyz123xyz', timestamp: '1397022061823', nonce: '57155157' }
const right = '90e4c22c90a58f26526c2dd5b6c56c8822edeaa1'
const query = { signature: right, timestamp: page.timestamp, nonce: page.nonce }

describe('The signature of Weibo', () => {
  it('is the one that its page shows', () => {
    assert.equal(signatureOf(page), right)
    assert.ok(isSigned(query, page.secret))
  })

  it('is the same as the simulator makes', () => {
    const made = Object.fromEntries(new URLSearchParams(signedQuery(page.secret, 1397022061823, page.nonce)))
    assert.deepEqual(made, query)
  })

  for (const [program, check] of Object.entries({ python3: byPython, openssl: byOpenssl }))
    it(`is what ${program} makes of the same words`, { skip: isAbsent(program) }, () => {
      for (const nonce of ['57155157', '9', 'a-Z_7', '00']) {
        const signed = { secret: 'f'.repeat(32), timestamp: '1767240000123', nonce }
        assert.equal(signatureOf(signed), check(signed))
      }
    })

  it('fits nothing but its own words', () => {
    for (const change of [
      { signature: right.toUpperCase() },
      { signature: '' },
      { signature: `${right}0` },
      { timestamp: '1397022061824' },
      { nonce: '57155158' },
    ])
      assert.ok(!isSigned({ ...query, ...change }, page.secret), JSON.stringify(change))
    assert.ok(!isSigned(query, 'xyz123xyy'))
    assert.ok(!isSigned({}, page.secret))
  })

  it('is good for five minutes, by milliseconds', () => {
    const now = Number(page.timestamp)
    for (const away of [0, 300_000, -300_000]) assert.ok(isFresh(query, now + away), String(away))
    for (const away of [300_001, -300_001]) assert.ok(!isFresh(query, now + away), String(away))
    for (const timestamp of ['', 'soon', '1397022061', '1e12', '-1397022061823'])
      assert.ok(!isFresh({ timestamp }, now), timestamp)
  })
})

type Words = { secret: string; timestamp: string; nonce: string }

function byPython({ secret, timestamp, nonce }: Words): string {
  const code = 'import sys,hashlib;print(hashlib.sha1("".join(sorted(sys.argv[1:])).encode()).hexdigest())'
  return execFileSync('python3', ['-c', code, secret, timestamp, nonce], { encoding: 'utf8' }).trim()
}

/** Sorted by the shell, so that not even the order is ours. */
function byOpenssl({ secret, timestamp, nonce }: Words): string {
  const command = 'printf "%s\\n" "$@" | LC_ALL=C sort | tr -d "\\n" | openssl dgst -sha1 -r'
  const said = execFileSync('sh', ['-c', command, 'sh', secret, timestamp, nonce], { encoding: 'utf8' })
  return said.split(' ')[0] ?? ''
}

/** Where a machine for tests has no such program, that is an error there. */
function isAbsent(program: string): string | false {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`])
    return false
  } catch {
    return process.env['CI'] ? false : `${program} is not installed`
  }
}
