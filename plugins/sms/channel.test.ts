import { testChannel } from 'qiantai/testing'
import sms from './index.ts'

testChannel(sms, 'http', {
  settings: () => ({ url: 'http://127.0.0.1:9/send', body: '{"to": "{{number}}", "content": "{{text}}"}' }),
})
