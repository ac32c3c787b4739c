import { simulateKefu } from '../simulator/index.ts'
import { forged, push, sealedPush } from '../testing/calls.ts'
import { testKind } from '../testing/contract.ts'

testKind('kefu', simulateKefu, (provider, settings) => {
  const openKfId = () => String(settings()['openKfId'])
  const ring = (event: string) =>
    sealedPush(settings(), push('ww', { MsgType: 'event', Event: event, OpenKfId: openKfId() }))
  return {
    /** What is said lies where the next pull finds it; the call only rings. */
    async said(msgid, content) {
      const anna = { open_kfid: openKfId(), external_userid: 'visitor-anna', origin: 3 }
      await provider().push('anna', { ...anna, msgid, msgtype: 'text', text: { content } })
      return ring('kf_msg_or_event')
    },
    forged: () => forged(ring('kf_msg_or_event')),
    unknown: () => ring('kf_account_auth_change'),
    refuse: () => provider().fail('/cgi-bin/gettoken', 40001),
    hang: () => provider().fail('/cgi-bin/kf/send_msg', 'hang'),
  }
})
