import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { checkAccount } from './check.ts'
import { needed } from './modules.ts'
import { openPaperExchange, type PaperExchange } from './testing/exchange.ts'
import { testHouse } from './testing/house.ts'
import { warningsOf } from './warnings.ts'

describe('Trying an exchange before it is saved', () => {
  let exchange: PaperExchange
  before(async () => {
    exchange = await openPaperExchange()
  })
  after(() => exchange.stop())

  function modules(names: string[]) {
    const body = names.map((name) => ({ name: `${name}.so`, status: 'Running' }))
    exchange.answers.set('GET asterisk/modules', { status: 200, body })
  }

  async function refusal(settings: object): Promise<string> {
    const all = { ...exchange.settings, ...settings }
    return checkAccount(all, testHouse(all)).then(
      () => 'taken',
      (error: unknown) => String(error),
    )
  }

  it('takes one that is as it should be', async () => assert.equal(await refusal({}), 'taken'))

  it('says which of name, address, version and modules is wrong', async () => {
    assert.match(await refusal({ secret: 'another-password' }), /reason\.secret/)
    assert.match(await refusal({ url: 'http://127.0.0.1:9' }), /reason\.unreachable http:\/\/127\.0\.0\.1:9/)
    exchange.answers.set('GET asterisk/info', { status: 200, body: { system: { version: '20.11.0' } } })
    assert.match(await refusal({}), /reason\.version 20\.11\.0/)
    exchange.answers.set('GET asterisk/info', { status: 200, body: '<html>' })
    assert.match(await refusal({}), /reason\.no-ari/)
    exchange.answers.delete('GET asterisk/info')
    modules(needed.filter((name) => name !== 'res_http_media_cache'))
    assert.match(await refusal({}), /reason\.modules res_http_media_cache/)
  })

  it('cannot try one that comes to us', async () => {
    assert.equal(await refusal({ comes: true, url: 'http://127.0.0.1:9' }), 'taken')
  })
})

describe('Warnings about an exchange', () => {
  const secret = 'Rk3vXq9TzLm2'

  it('are given for a password on its way through the internet, and for one that everybody knows', () => {
    assert.deepEqual(warningsOf({ url: 'http://203.0.113.9:8088', secret }), ['asterisk:warning.plain'])
    assert.deepEqual(warningsOf({ url: 'http://pbx.example.com', secret }), ['asterisk:warning.plain'])
    assert.deepEqual(warningsOf({ url: 'http://127.0.0.1:8088', secret: 'asterisk' }), [
      'asterisk:warning.sample-secret',
    ])
  })

  it('are not given in a network of one’s own', () => {
    for (const host of ['127.0.0.1', '192.168.1.9', '172.20.0.3', '[fd00::1]', 'asterisk', 'pbx.lan'])
      assert.deepEqual(warningsOf({ url: `http://${host}:8088`, secret }), [], host)
    assert.deepEqual(warningsOf({ url: 'https://pbx.example.com', secret }), [])
  })
})
