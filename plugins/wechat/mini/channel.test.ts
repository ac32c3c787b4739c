import { simulateMini } from '../simulator/index.ts'
import { push, sealedPush } from '../testing/calls.ts'
import { testKind } from '../testing/contract.ts'

testKind('mini', simulateMini, (provider, settings) => ({
  said: (id, text) =>
    sealedPush(settings(), push('visitor-anna', { MsgType: 'text', Content: text, MsgId: id })),
  unknown: () => sealedPush(settings(), push('visitor-anna', { MsgType: 'event', Event: 'debug_demo' })),
  refuse: () => provider().fail('/cgi-bin/stable_token', 40013),
  hang: () => provider().fail('/cgi-bin/message/custom/send', 'hang'),
}))
