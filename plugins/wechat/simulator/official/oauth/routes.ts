import { type Answer, page } from '../../api/answer.ts'
import type { Call } from '../../api/call.ts'
import { refuse } from '../../api/refusal.ts'
import type { Routes } from '../../api/server.ts'
import { checkApp } from '../../api/token-routes.ts'
import { minute } from '../../world/clock.ts'
import { randomId } from '../../world/ids.ts'
import type { Official } from '../world.ts'
import type { Leave } from './leave.ts'

/** The consent page in the app's browser, and what its code is good for. None of it needs an access_token. */
export const oauthRoutes: Routes<Official> = {
  'GET /connect/oauth2/authorize': authorize,
  'GET /sns/oauth2/access_token': exchange,
  'GET /sns/oauth2/refresh_token': refresh,
  'GET /sns/userinfo': userInfo,
}

const scopes = ['snsapi_base', 'snsapi_userinfo']

/** Whoever looks at the page agrees at once, as `snsapi_base` has it. */
function authorize(world: Official, { query }: Call): Answer {
  const { appid, redirect_uri: back = '', response_type: type, scope = '', state = '' } = query
  if (appid !== world.account.id) return wrong('AppID')
  if (!/^https?:\/\//.test(back) || type !== 'code') return wrong('redirect_uri')
  if (!scopes.includes(scope)) return wrong('Scope')
  const code = randomId('0', 32)
  const patient = world.people.named(world.browsing)
  world.leaves.set(code, { patient, scope, until: world.clock.now() + 5 * minute, used: false })
  const address = new URL(back)
  address.searchParams.set('code', code)
  address.searchParams.set('state', state)
  return page(302, { location: address.href })
}

const wrong = (what: string) => page(200, { 'content-type': 'text/plain; charset=utf-8' }, `${what} 参数错误`)

function exchange(world: Official, { query }: Call): Answer {
  checkApp(world, query.appid ?? '', query.secret ?? '')
  if (query.grant_type !== 'authorization_code') throw refuse(40002)
  if (!query.code) throw refuse(41008)
  const leave = world.leaves.get(query.code)
  if (!leave || leave.until <= world.clock.now()) throw refuse(40029)
  if (leave.used) throw refuse(40163)
  leave.used = true
  return given(leave)
}

function refresh(world: Official, { query }: Call): Answer {
  if (query.appid !== world.account.id) throw refuse(40013)
  const leave = world.leaves.values().find(({ refreshToken }) => refreshToken === query.refresh_token)
  if (!leave?.refreshToken) throw refuse(40029)
  return given(leave)
}

function given(leave: Leave): Answer {
  leave.accessToken = randomId('9', 136)
  leave.refreshToken ??= randomId('9', 136)
  return {
    access_token: leave.accessToken,
    expires_in: 7200,
    refresh_token: leave.refreshToken,
    openid: leave.patient.id,
    scope: leave.scope,
    unionid: leave.patient.unionid,
  }
}

function userInfo(world: Official, { query }: Call): Answer {
  const leave = world.leaves.values().find(({ accessToken }) => accessToken === query.access_token)
  if (!leave?.accessToken) throw refuse(40001)
  if (leave.scope === 'snsapi_base') throw refuse(48001)
  const { id: openid, unionid, name: nickname } = leave.patient
  if (query.openid !== openid) throw refuse(40003)
  return {
    openid,
    nickname,
    sex: 0,
    language: '',
    city: '',
    province: '',
    country: '',
    headimgurl: '',
    unionid,
  }
}
