import { after, before } from 'node:test'
import { type Provider, startProvider } from '../provider.ts'
import { testChannel } from '../contract.ts'
import { fake, said } from './index.ts'

const token = 'secret-token-of-anna'
let provider: Provider

before(async () => {
  provider = await startProvider(token)
})
after(() => provider.stop())

testChannel(fake, 'line', {
  settings: () => ({ url: provider.url, token }),
  said: (id, text) => ({ name: '', ...said(token, { id, from: 'visitor-anna', text }) }),
  forged: () => ({ name: '', ...said('a guess', { id: '1', from: 'visitor-anna', text: '您好' }) }),
  unknown: () => ({ name: '', ...said(token, { event: 'menu' }) }),
  refuse: () => provider.script('permanent'),
  hang: () => provider.script('slow'),
})
