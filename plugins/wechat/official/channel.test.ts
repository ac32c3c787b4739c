import { simulateOfficial } from '../simulator/index.ts'
import { push, sealedPush } from '../testing/calls.ts'
import { testKind } from '../testing/contract.ts'

testKind('official', simulateOfficial, (provider, settings) => ({
  said: (id, text) =>
    sealedPush(settings(), push('visitor-anna', { MsgType: 'text', Content: text, MsgId: id })),
  unknown: () => sealedPush(settings(), push('visitor-anna', { MsgType: 'event', Event: 'debug_demo' })),
  refuse: () => provider().fail('/cgi-bin/stable_token', 40125),
  hang: () => provider().fail('/cgi-bin/message/custom/send', 'hang'),
}))
