import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { Forbidden, Unavailable } from '../../errors.ts'
import { createGuard, type Resolver } from './guard.ts'
import { createFetch } from './index.ts'

const seen: { url?: string; method?: string; headers: IncomingMessage['headers']; body: string }[] = []
const server = createServer(provider)
let port = 0

before(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
})
after(() => {
  server.closeAllConnections()
  server.close()
})

const tricks = [
  'http://127.0.0.1/',
  'http://localhost/',
  'http://0.0.0.0/',
  'http://0/',
  'http://2130706433/',
  'http://017700000001/',
  'http://0x7f.1/',
  'http://127.1/',
  'http://１２７.0.0.1/',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://100.64.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[::127.0.0.1]/',
  'http://[fe80::1]/',
  'http://[fd00::1]/',
  'http://[fec0::1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:0:7f00:1::]/',
  'http://anna:secret@example.com/',
  'file:///etc/passwd',
  'ftp://example.com/',
  'gopher://example.com/',
  'data:text/plain,hi',
  'not an address',
]

for (const trick of tricks) {
  test(`no request leaves for ${trick}`, async () => {
    await assert.rejects(createFetch()(trick), Forbidden)
  })
}

test('a public name that resolves to a private address is refused', async () => {
  for (const address of ['127.0.0.1', '10.0.0.7', '::1', '::ffff:10.0.0.7']) {
    const fetch = createFetch({ resolve: answering([address]) })
    await assert.rejects(fetch(`http://rebind.example:${port}/`), Forbidden)
  }
})

test('one private address among public ones is enough to be refused', async () => {
  const fetch = createFetch({ resolve: answering(['93.184.216.34', '127.0.0.1']) })
  await assert.rejects(fetch(`http://rebind.example:${port}/`), Forbidden)
})

test('a name that turns private after its first answer is refused then', async () => {
  const answers = [['93.184.216.34'], ['127.0.0.1']]
  const resolve: Resolver = (host, options, answer) => answering(answers.shift() ?? [])(host, options, answer)
  const lookup = promisify(createGuard([], resolve).lookup)
  assert.equal(await lookup('rebind.example', {}), '93.184.216.34')
  await assert.rejects(lookup('rebind.example', {}), Forbidden)
})

test('a host that an admin allowed by name, address or network is reached', async () => {
  const resolve = answering(['127.0.0.1'])
  for (const allowed of ['pbx.lan', '127.0.0.1', '127.0.0.0/8']) {
    const answer = await createFetch({ allowed: [allowed], resolve })(`http://pbx.lan:${port}/json`)
    assert.deepEqual(answer.json(), { hello: 'anna' })
  }
  await assert.rejects(createFetch({ allowed: ['other.lan', '10.0.0.0/8'], resolve })(at('/json')), Forbidden)
})

test('method, headers and body arrive, and any status is an answer', async () => {
  const options = { method: 'POST', headers: { 'X-Trace': '7' }, body: 'hello' }
  const answer = await local()(at('/missing'), options)
  assert.equal(answer.status, 404)
  assert.deepEqual(last(), { url: '/missing', method: 'POST', trace: '7', body: 'hello' })
})

test('a redirect to a private address is refused', async () => {
  const resolve: Resolver = (host, options, answer) =>
    answering([host === 'pbx.lan' ? '127.0.0.1' : '10.0.0.1'])(host, options, answer)
  const fetch = createFetch({ allowed: ['pbx.lan'], resolve })
  for (const target of ['http://127.0.0.1/', 'http://other.example/', 'file:///etc/passwd', '//[::1]/']) {
    await assert.rejects(
      fetch(`http://pbx.lan:${port}/go?to=${encodeURIComponent(target)}`),
      Forbidden,
      target,
    )
  }
})

test('a redirect to an allowed address is followed, as a GET after a POST', async () => {
  const answer = await local()(at('/go?to=/json'), { method: 'POST', body: 'once' })
  assert.deepEqual(answer.json(), { hello: 'anna' })
  assert.equal(last().method, 'GET')
  assert.equal(last().body, '')
})

test('credentials do not follow a redirect to another host', async () => {
  const fetch = createFetch({ allowed: ['127.0.0.1', 'pbx.lan'], resolve: answering(['127.0.0.1']) })
  const target = encodeURIComponent(`http://pbx.lan:${port}/json`)
  await fetch(at(`/go?to=${target}`), { headers: { Authorization: 'Bearer x', Accept: 'text/plain' } })
  assert.equal(seen.at(-1)?.headers.authorization, undefined)
  assert.equal(seen.at(-1)?.headers.accept, 'text/plain')
})

test('redirects end', async () => {
  await assert.rejects(local()(at('/loop')), Unavailable)
})

test('an answer over the limit is dropped', async () => {
  await assert.rejects(local()(at('/endless'), { limit: 100_000 }), Unavailable)
})

test('a peer that never ends its answer is left after the timeout', async () => {
  await assert.rejects(local()(at('/silent'), { timeout: 50 }), Unavailable)
  await assert.rejects(local()(at('/half'), { timeout: 50 }), Unavailable)
})

test('a caller that gives up gets its own reason back', async () => {
  const caller = new AbortController()
  const waiting = local()(at('/silent'), { signal: caller.signal })
  caller.abort(new Error('the clinic closes'))
  await assert.rejects(waiting, /the clinic closes/)
})

test('a peer that is away is unavailable', async () => {
  await assert.rejects(local()('http://127.0.0.1:1/'), Unavailable)
  await assert.rejects(local()(at('/reset')), Unavailable)
})

test('a write that got no answer is unsure, one that never left is not', async () => {
  const write = { method: 'POST', body: 'hello' }
  await assert.rejects(local()(at('/silent'), { ...write, timeout: 50 }), { unsure: true })
  await assert.rejects(local()(at('/reset'), write), { unsure: true })
  await assert.rejects(local()('http://127.0.0.1:1/', write), { unsure: false })
  await assert.rejects(local()(at('/silent'), { timeout: 50 }), { unsure: false })
})

function local() {
  return createFetch({ allowed: ['127.0.0.1'] })
}

function at(path: string): string {
  return `http://127.0.0.1:${port}${path}`
}

function last() {
  const { url, method, headers, body } = seen.at(-1) ?? assert.fail('nothing arrived')
  return { url, method, trace: headers['x-trace'], body }
}

function answering(addresses: string[]): Resolver {
  return (_host, _options, answer) =>
    answer(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
}

async function provider(request: IncomingMessage, response: ServerResponse) {
  const body = (await request.setEncoding('utf8').toArray()).join('')
  const { method, headers, url = '/' } = request
  seen.push({ url, method, headers, body })
  const { pathname, searchParams } = new URL(url, 'http://provider')
  if (pathname === '/json') return response.end('{"hello":"anna"}')
  if (pathname === '/go') return response.writeHead(302, { location: searchParams.get('to') ?? '' }).end()
  if (pathname === '/loop') return response.writeHead(302, { location: '/loop' }).end()
  if (pathname === '/half') return response.write('half')
  if (pathname === '/reset') return request.socket.destroy()
  if (pathname === '/endless') return pour(response)
  if (pathname !== '/silent') response.writeHead(404).end()
}

function pour(response: ServerResponse) {
  while (!response.destroyed && response.write(Buffer.alloc(16_384)));
  response.once('drain', () => pour(response))
}
