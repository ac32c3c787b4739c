import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { speaksFor } from './sip.ts'

const own = '<sip:8001-web@clinic>;tag=1'
const other = '<sip:8002-web@clinic>;tag=1'

describe('A frame of a browser', () => {
  it('may register, call and end calls as its own phone', () => {
    assert.ok(passes(request('REGISTER', { From: own, To: '<sip:8001-web@clinic>' })))
    assert.ok(passes(request('INVITE', { From: `"昊 <sip:8002-web@x>" ${own}`, To: other })))
    assert.ok(passes(request('BYE', { f: 'sip:8001-web@clinic;tag=1', t: other })))
  })

  it('may answer whatever the exchange asks', () => {
    assert.ok(passes(`SIP/2.0 200 OK\r\nFrom: ${other}\r\nTo: ${own}\r\n\r\n`))
  })

  it('may not speak for another phone, or register it', () => {
    assert.ok(!passes(request('INVITE', { From: other, To: own })))
    assert.ok(!passes(request('REGISTER', { From: own, To: other })))
    assert.ok(!passes(request('REGISTER', { From: other, To: own })))
  })

  it('may not hide who it speaks for', () => {
    for (const from of [
      '"<sip:8001-web@clinic>" <sip:8002-web@clinic>',
      '<sip:8002-web@clinic>;was="<sip:8001-web@clinic>"',
      '<sip:8001-web@clinic> <sip:8002-web@clinic>',
      '<tel:8001-web>',
      '',
    ])
      assert.ok(!passes(request('INVITE', { From: from, To: other })), from)
    assert.ok(!passes(request('INVITE', { From: own, f: other, To: other })))
    assert.ok(!passes(request('INVITE', { From: '\r\n <sip:8002-web@clinic>', To: other })))
    assert.ok(passes(request('INVITE', { From: '\r\n <sip:8001-web@clinic>', To: other })))
  })

  it('is SIP and nothing else', () => {
    for (const frame of [
      '',
      'GET / HTTP/1.1\r\n\r\n',
      'hello',
      `\r\n${request('INVITE', { From: own, To: own })}`,
    ])
      assert.ok(!passes(frame), frame)
  })
})

function passes(frame: string): boolean {
  return speaksFor('8001-web', frame)
}

function request(method: string, headers: Record<string, string>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [`${method} sip:clinic SIP/2.0`, ...lines, '', 'v=0'].join('\r\n')
}
