import { simulateOfficial } from '../simulator/index.ts'
import { forged, push, sealedPush } from '../testing/calls.ts'
import { testKind } from '../testing/contract.ts'

testKind('official', simulateOfficial, (provider, settings) => {
  const call = (elements: Record<string, string>) => sealedPush(settings(), push('visitor-anna', elements))
  return {
    said: (id, text) => call({ MsgType: 'text', Content: text, MsgId: id }),
    forged: () => forged(call({ MsgType: 'text', Content: '在吗', MsgId: '1' })),
    unknown: () => call({ MsgType: 'event', Event: 'debug_demo' }),
    refuse: () => provider().fail('/cgi-bin/stable_token', 40125),
    hang: () => provider().fail('/cgi-bin/message/custom/send', 'hang'),
  }
})
