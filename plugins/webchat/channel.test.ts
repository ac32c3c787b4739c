import { testChannel } from 'qiantai/testing'
import webchat from './index.ts'

testChannel(webchat, 'site', {
  settings: () => ({
    title: '悦容',
    origins: 'https://www.clinic.com',
    identitySecret: 'a secret of the clinic',
  }),
})
