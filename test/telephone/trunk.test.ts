import assert from 'node:assert/strict'
import { it } from 'node:test'
import { until } from '../support/until.ts'
import { openAri } from './support/ari.ts'
import { startExchange } from './support/exchange.ts'
import { openCarrier } from './support/phones/index.ts'
import { describeTelephone } from './support/runtime.ts'

await describeTelephone('The outside line', () => {
  it('registers with a carrier that does not know our address, and takes its calls', async () => {
    const exchange = await startExchange({
      trunkMode: 'registration',
      trunkUser: '02161234567',
      trunkSecret: 'of-the-line',
    })
    try {
      const carrier = await openCarrier(exchange)
      const ari = await openAri(exchange)
      await exchange.console('pjsip send register trunk-registration')
      await until('the line is registered', async () =>
        / Registered /.test(await exchange.console('pjsip show registrations')),
      )
      const caller = await carrier.call('02161234567', { from: '13900139000', name: '安娜' })
      const { args, channel } = await ari.event('StasisStart')
      assert.deepEqual(
        [args, channel?.caller],
        [['incoming', '02161234567'], { number: '13900139000', name: '安娜' }],
      )
      await caller.hangUp()
    } finally {
      await exchange.stop()
    }
  })

  it('hears nobody else', async () => {
    const exchange = await startExchange()
    try {
      await openAri(exchange)
      const stranger = await openCarrier({ ...exchange, carrier: { host: '127.0.0.9', port: 0 } })
      const call = await stranger.call('00442071234567')
      await call.until('ended')
      assert.match(call.ending, /^401/)
    } finally {
      await exchange.stop()
    }
  })
})
