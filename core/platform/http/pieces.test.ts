import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { IncomingMessage } from 'node:http'
import { loadConfig } from '../../../config/load.ts'
import { linkify } from './helpers/linkify.ts'
import { bytes, initials } from './helpers/words.ts'
import { acceptedLocale } from './language.ts'
import { createLimiter } from './limiter.ts'
import { addressOf, networkOf, originOf } from './peer.ts'
import { safePath } from './safe-path.ts'

describe('where to go next', () => {
  it('is a path of our own', () => {
    assert.equal(safePath('/conversations/12?x=1', '/'), '/conversations/12?x=1')
  })
  for (const trick of [
    '//evil.test',
    '/\\evil.test',
    'https://evil.test',
    'javascript:alert(1)',
    '/\t/evil.test',
    '/.//evil.test',
    '/a/..//evil.test',
    '/%2e//evil.test',
    '',
    undefined,
    ['/a'],
  ]) {
    it(`is never ${JSON.stringify(trick)}`, () => assert.equal(safePath(trick, '/home'), '/home'))
  }
})

describe('the language of a browser', () => {
  const cases = {
    '': 'zh-CN',
    'en-GB,en;q=0.9': 'en',
    'fr,en;q=0.5,zh;q=0.8': 'zh-CN',
    'zh-TW': 'zh-CN',
    de: 'zh-CN',
  }
  for (const [header, locale] of Object.entries(cases)) {
    it(`is ${locale} for "${header}"`, () => assert.equal(acceptedLocale(header), locale))
  }
})

describe('the address of a caller', () => {
  const config = loadConfig({ QIANTAI_TRUSTED_PROXIES: '10.0.0.0/8,::1' })
  const from = (remoteAddress: string, forwarded?: string, more = {}) =>
    ({
      socket: { remoteAddress },
      headers: { 'x-forwarded-for': forwarded, host: 'desk.test', ...more },
    }) as unknown as IncomingMessage

  it('is the peer itself where it is no proxy of ours', () => {
    assert.equal(addressOf(config, from('203.0.113.9', '1.2.3.4')), '203.0.113.9')
  })
  it('is the nearest that our proxies vouch for, not what a stranger wrote', () => {
    assert.equal(addressOf(config, from('::ffff:10.0.0.1', '6.6.6.6, 203.0.113.9, 10.0.0.7')), '203.0.113.9')
  })
  it('shares its network with its neighbours', () => {
    assert.equal(networkOf('203.0.113.9'), networkOf('203.0.113.77'))
    assert.equal(networkOf('2001:db8::1'), networkOf('2001:db8::ffff:1'))
    assert.notEqual(networkOf('203.0.113.9'), networkOf('203.0.114.9'))
  })
  it('is asked for the scheme by a trusted proxy alone', () => {
    const secure = { 'x-forwarded-proto': 'https' }
    assert.equal(originOf(config, from('10.0.0.1', undefined, secure)), 'https://desk.test')
    assert.equal(originOf(config, from('203.0.113.9', undefined, secure)), 'http://desk.test')
  })
})

describe('a limiter', () => {
  it('counts each key by itself and forgets with time', () => {
    let now = 0
    const allow = createLimiter(() => now)
    assert.deepEqual(
      [allow('a', 2, 10), allow('a', 2, 10), allow('a', 2, 10), allow('b', 2, 10)],
      [true, true, false, true],
    )
    now = 10_001
    assert.equal(allow('a', 2, 10), true)
  })
})

describe('text in a page', () => {
  it('has its addresses as links, and markup stays text', () => {
    const shown = String(
      linkify('见 https://clinic.test/a?b=1&c=2。<img src=x onerror=alert(1)> http://x"onclick=1'),
    )
    assert.ok(shown.includes('<a href="https://clinic.test/a?b&#x3D;1&amp;c&#x3D;2"'))
    assert.ok(shown.includes('</a>。&lt;img'))
    assert.ok(!shown.includes('<img') && !shown.includes('"onclick'))
  })
  it('names people by a letter or two', () => {
    assert.deepEqual(
      [initials('林小美'), initials('Anna Bo'), initials('bo'), initials('')],
      ['林', 'AB', 'B', ''],
    )
  })
  it('says sizes as people do', () => {
    assert.equal(bytes(1_234_567, 'en'), '1.2 MB')
  })
})
