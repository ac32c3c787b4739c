import { type KefuRehearsal, simulateKefu } from '../simulator/index.ts'
import { push, sealedPush } from '../testing/calls.ts'
import { testKind } from '../testing/contract.ts'

testKind('kefu', simulateKefu, (provider, settings) => {
  const ring = (event: string) =>
    sealedPush(
      settings(),
      push('ww', { MsgType: 'event', Event: event, OpenKfId: String(settings()['openKfId']) }),
    )
  return {
    said(id, text) {
      void lay(provider(), String(settings()['openKfId']), id, text)
      return ring('kf_msg_or_event')
    },
    unknown: () => ring('kf_account_auth_change'),
    refuse: () => provider().fail('/cgi-bin/gettoken', 40001),
    hang: () => provider().fail('/cgi-bin/kf/send_msg', 'hang'),
  }
})

/** Lays a message of anna's where the next pull finds it. */
function lay(provider: KefuRehearsal, open_kfid: string, msgid: string, content: string) {
  const item = {
    msgid,
    open_kfid,
    external_userid: 'visitor-anna',
    origin: 3,
    msgtype: 'text',
    text: { content },
  }
  return provider.push('visitor-anna', item)
}
