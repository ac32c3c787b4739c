import { after, before } from 'node:test'
import { testChannel } from 'qiantai/testing'
import bridge from '../index.js'
import { call, secret, startProvider } from './provider.js'

/** @type {import('./provider.js').Provider} */
let provider
before(async () => void (provider = await startProvider()))
after(() => provider.stop())

testChannel(bridge, 'app', {
  settings: () => ({ url: provider.url, secret, origin: 'https://desk.clinic.example' }),
  said: (id, text) => call({ type: 'message', id, user: { id: 'visitor-anna' }, text }),
  forged: () =>
    call(
      { type: 'message', id: 'f-1', user: { id: 'visitor-anna' }, text: '…' },
      { secret: 'not-the-secret-of-both' },
    ),
  unknown: () => call({ type: 'confetti', id: 'c-1', user: { id: 'visitor-anna' } }),
  refuse: () => provider.script(401),
  hang: () => provider.script(0),
})
