import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admits, originOf } from './origins.ts'

const own = 'https://desk.clinic.com'

test('an admin may write a website in several ways', () => {
  assert.equal(originOf('https://www.clinic.com'), 'https://www.clinic.com')
  assert.equal(originOf('https://WWW.Clinic.com/'), 'https://www.clinic.com')
  assert.equal(originOf('clinic.com'), 'https://clinic.com')
  assert.equal(originOf('http://localhost:3000'), 'http://localhost:3000')
  assert.equal(originOf('https://*.clinic.com'), 'https://*.clinic.com')
  assert.equal(originOf('https://诊所.中国'), 'https://xn--8oup83g.xn--fiqs8s')
})

test('what is no website is none, and none gets into the policy of the panel', () => {
  const wrong = [
    '',
    '*',
    'https://*',
    'https://www.clinic.com/page',
    'ftp://clinic.com',
    'javascript:alert(1)',
  ]
  const sly = [
    `clinic.com; script-src *`,
    `clinic.com'`,
    'https://a@clinic.com',
    'https://a.*.com',
    'clinic.com x',
  ]
  for (const line of [...wrong, ...sly]) assert.equal(originOf(line), undefined, line)
})

test('a listed page, our own page and an app may talk to the site', () => {
  assert.ok(admits(['https://www.clinic.com'], own, 'https://www.clinic.com'))
  assert.ok(admits([], own, own))
  assert.ok(admits([], own, undefined))
})

test('no other page may, however much its name looks alike', () => {
  const others = [
    'http://www.clinic.com',
    'https://www.clinic.com.evil.com',
    'https://clinic.com',
    'https://www.clinic.com:8443',
    'null',
    '',
  ]
  for (const origin of others) assert.ok(!admits(['https://www.clinic.com'], own, origin), origin)
})

test('a star stands for any name below the domain, not for the domain and not for a look-alike', () => {
  const origins = ['https://*.clinic.com']
  assert.ok(admits(origins, own, 'https://a.clinic.com'))
  assert.ok(admits(origins, own, 'https://a.b.clinic.com'))
  for (const origin of [
    'https://clinic.com',
    'https://evilclinic.com',
    'http://a.clinic.com',
    'https://.clinic.com',
  ]) {
    assert.ok(!admits(origins, own, origin), origin)
  }
})
