import { randomBytes } from 'node:crypto'
import { needed, refuse } from '../refusal.ts'
import type { Said } from '../routes.ts'
import type { Values } from '../wire.ts'
import { numeric } from '../wire.ts'
import { timeOf, type World } from '../world.ts'

const days = 90

/** The owner of the account agrees at once, and comes back with a code. */
export function authorize(world: World, values: Values): Said {
  if (values['client_id'] !== world.account.appKey) throw refuse(21324)
  const back = new URL(needed(values, 'redirect_uri'))
  const code = randomBytes(16).toString('hex')
  world.codes.set(code, String(back))
  back.searchParams.set('code', code)
  if (values['state']) back.searchParams.set('state', values['state'])
  return { raw: { status: 302, headers: { location: String(back) } } }
}

/** A code becomes a token, once, for the app whose secret is told and the address that it came back to. */
export function exchange(world: World, values: Values): Said {
  const { appKey, secret, uid } = world.account
  if (values['client_id'] !== appKey || values['client_secret'] !== secret) throw refuse(21324)
  const code = needed(values, 'code')
  const address = world.codes.get(code)
  if (address === undefined) throw refuse(21325)
  if (address !== values['redirect_uri']) throw refuse(21322)
  world.codes.delete(code)
  const token = `2.00${randomBytes(14).toString('hex')}`
  world.tokens.set(token, timeOf(world) + days * 86_400_000)
  return { access_token: token, remind_in: String(days * 86_400), expires_in: days * 86_400, uid }
}

/** Whose a token is, and for how many seconds. */
export function tokenInfo(world: World, values: Values): Said {
  const { uid, appKey } = world.account
  const ends = world.tokens.get(needed(values, 'access_token'))
  if (ends === undefined) throw refuse(21332)
  const seconds = Math.floor((ends - timeOf(world)) / 1000)
  if (seconds <= 0) throw refuse(21327)
  return {
    uid: numeric(uid),
    appkey: appKey,
    scope: 'all',
    create_at: Math.floor(timeOf(world) / 1000),
    expire_in: seconds,
  }
}

export function revoke(world: World, values: Values): Said {
  return { result: String(world.tokens.delete(needed(values, 'access_token'))) }
}
