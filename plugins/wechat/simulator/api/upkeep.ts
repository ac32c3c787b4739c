import { day } from '../world/clock.ts'
import type { World } from '../world/world.ts'
import { type Answer, ok } from './answer.ts'
import type { Call } from './call.ts'
import { limitOf, usedToday } from './guard.ts'
import { textOf } from './reading.ts'
import { refuse } from './refusal.ts'
import type { Routes } from './server.ts'
import { checkApp } from './token-routes.ts'

/** The platform's tools about itself: its addresses, a check of the clinic's, and the day's limits. */
export const upkeepRoutes: Routes = {
  'GET /cgi-bin/getcallbackip': () => ({ ip_list: ['127.0.0.1'] }),
  'GET /cgi-bin/get_api_domain_ip': () => ({ ip_list: ['127.0.0.1'] }),
  'POST /cgi-bin/callback/check': checkCallback,
  'POST /cgi-bin/openapi/quota/get': quota,
  'POST /cgi-bin/clear_quota': clearQuota,
}

/** The tool for whoever has lost every token. */
export const openUpkeepRoutes: Routes = { 'POST /cgi-bin/clear_quota/v2': clearQuotaBySecret }

function checkCallback(_: World, call: Call): Answer {
  const action = textOf(call.json(), 'action')
  if (!['all', 'dns', 'ping'].includes(action)) throw refuse(40035)
  const dns = [{ ip: '127.0.0.1', real_operator: 'DEFAULT' }]
  const ping = [{ ip: '127.0.0.1', from_operator: 'CAP', package_loss: '0%', time: '0.031ms' }]
  return { ...(action === 'ping' ? {} : { dns }), ...(action === 'dns' ? {} : { ping }) }
}

function quota(world: World, call: Call): Answer {
  const path = textOf(call.json(), 'cgi_path')
  if (!path.startsWith('/')) throw refuse(40066)
  const [daily_limit, used] = [limitOf(world, path), usedToday(world, path)]
  return { errcode: 0, errmsg: 'ok', quota: { daily_limit, used, remain: Math.max(0, daily_limit - used) } }
}

function clearQuota(world: World, call: Call): Answer {
  if (textOf(call.json(), 'appid') !== world.account.id) throw refuse(40013)
  return clear(world)
}

function clearQuotaBySecret(world: World, call: Call): Answer {
  const body = call.json()
  checkApp(world, textOf(body, 'appid'), textOf(body, 'appsecret'))
  return clear(world)
}

function clear(world: World): Answer {
  const now = world.clock.now()
  if (world.cleared.filter((at) => at > now - 30 * day).length >= 10) throw refuse(48006)
  world.cleared.push(now)
  world.used.clear()
  return ok
}
