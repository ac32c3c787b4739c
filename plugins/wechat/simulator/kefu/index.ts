import type { Settings, Stage } from 'qiantai/plugin'
import type { Answer } from '../api/answer.ts'
import type { Call } from '../api/call.ts'
import { count } from '../api/guard.ts'
import { refuse } from '../api/refusal.ts'
import { type Api, createServe } from '../api/server.ts'
import { checkToken, sameToken } from '../api/tokens.ts'
import { tokenAnswer } from '../api/token-routes.ts'
import { createHandle, type Rehearsal } from '../handle.ts'
import { corpLimits } from '../media/kinds.ts'
import { mediaRoutes } from '../media/routes.ts'
import { verifyAddress } from '../push/verification.ts'
import type { Fields } from '../wire/fields.ts'
import { accounts, addContactWay } from './accounts.ts'
import { avatar, customers } from './customers.ts'
import { kefuPhone } from './phone.ts'
import { ring, said } from './ring.ts'
import { sendMessage, sendOnEvent } from './send.ts'
import { changeState, getState, takeOver } from './states.ts'
import { syncMessages } from './sync.ts'
import { createKefu, type Kefu } from './world.ts'

export type KefuRehearsal = Rehearsal & {
  /** The next pages of `sync_msg`: `short` has one entry, `empty` none, both with has_more; `repeat` has each entry twice. */
  spoilPages: (...pages: Kefu['pages']) => void
  /** Somebody in WeCom takes this patient's session; without a name they end it. */
  takeOver: (name: string, servicer?: string) => Promise<void>
  /** Rings with another event than a message: `kf_account_auth_change`, or one that nobody knows. */
  ring: (fields: Fields) => Promise<void>
}

/** Plays WeCom to an account of 微信客服. */
export async function simulateKefu(stage: Stage): Promise<KefuRehearsal> {
  const world = createKefu(stage)
  const handle = createHandle(world, {
    phone: kefuPhone,
    serve: createServe(world, api),
    settings: () => settingsOf(world),
    push: (_, patient, fields) => said(world, patient, fields),
    verify: () => verifyAddress(world, 'corp'),
  })
  return Object.assign(handle, {
    spoilPages: (...pages: Kefu['pages']) => void world.pages.push(...pages),
    takeOver: (name: string, servicer?: string) => takeOver(world, world.people.named(name), servicer),
    ring: (fields: Fields) => ring(world, fields),
  })
}

const api: Api<Kefu> = {
  guard(world, call) {
    checkToken(world.tokens, call.query.access_token, world.clock.now())
    if (!world.trusted) throw refuse(60020, 'from ip: 127.0.0.1')
    count(world, call.path)
  },
  open: { 'GET /cgi-bin/gettoken': token, 'GET /avatar': avatar },
  guarded: {
    ...mediaRoutes(corpLimits),
    'POST /cgi-bin/kf/sync_msg': syncMessages,
    'POST /cgi-bin/kf/send_msg': sendMessage,
    'POST /cgi-bin/kf/send_msg_on_event': sendOnEvent,
    'POST /cgi-bin/kf/service_state/get': getState,
    'POST /cgi-bin/kf/service_state/trans': changeState,
    'POST /cgi-bin/kf/customer/batchget': customers,
    'POST /cgi-bin/kf/account/list': accounts,
    'GET /cgi-bin/kf/account/list': accounts,
    'POST /cgi-bin/kf/add_contact_way': addContactWay,
  },
}

/** `gettoken`: the same token as long as it is valid. */
function token(world: Kefu, { query }: Call): Answer {
  if (query.corpid !== world.account.id) throw refuse(40013, 'invalid corpid')
  if (query.corpsecret !== world.account.secret) throw refuse(40001)
  const now = world.clock.now()
  return { errcode: 0, errmsg: 'ok', ...tokenAnswer(sameToken(world.tokens, 'corp', now), now) }
}

function settingsOf({ account, openKfId, stage }: Kefu): Settings {
  return {
    corpId: account.id,
    appSecret: account.secret,
    token: account.token,
    aesKey: account.aesKey,
    openKfId,
    apiHost: stage.address,
  }
}
