import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import type { Settings } from 'qiantai/plugin'
import { readAccount } from './account.ts'
import { healthOf } from './health.ts'
import { openPaperExchange, type PaperExchange } from './testing/exchange.ts'
import { testHouse } from './testing/house.ts'

let exchange: PaperExchange
before(async () => {
  exchange = await openPaperExchange()
})
after(() => exchange.stop())

/** What is said of an exchange on paper whose account says that it is somewhere. */
async function healthAt(settings: Settings, origin = 'http://127.0.0.1:3000') {
  const house = { ...testHouse(exchange.settings), origin: () => origin }
  const account = readAccount({ ...exchange.settings, ...settings })
  const ari = async () => ({ status: 200, body: Buffer.from('{"system":{"version":"22.5.1"}}') })
  return healthOf({ tools: house, channel: house, account, ari }, 'hears')
}

const saysSounds = (health: { text: string }[]) =>
  health.some(({ text }) => text === 'asterisk:health.no-sounds')

it('An exchange on another machine needs an address of ours that it can reach', async () => {
  const there = { url: 'http://192.168.1.10:8088' }
  const [worst] = (await healthAt(there)).filter(({ text }) => text === 'asterisk:health.no-sounds')
  assert.deepEqual([worst?.level, worst?.values], ['warning', { house: 'http://127.0.0.1:3000' }])
  assert.equal(saysSounds(await healthAt({ comes: true }, 'http://localhost:3000')), true)
  assert.equal(saysSounds(await healthAt(there, 'https://desk.example.cn')), false)
  assert.equal(saysSounds(await healthAt({ ...there, house: 'http://192.168.1.5:3000/' })), false)
})

it('One on this machine reaches us as it is', async () => {
  assert.equal(saysSounds(await healthAt({})), false)
})
