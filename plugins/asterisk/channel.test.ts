import { after } from 'node:test'
import { testChannel } from 'qiantai/testing'
import asterisk from './index.ts'
import { openPaperExchange } from './testing/exchange.ts'

const exchange = await openPaperExchange()
after(() => exchange.stop())

testChannel(asterisk, 'pbx', {
  settings: () => exchange.settings,
  refuse: () => exchange.answers.set('GET asterisk/info', { status: 401 }),
})
