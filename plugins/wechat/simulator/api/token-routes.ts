import { seconds, day } from '../world/clock.ts'
import type { World } from '../world/world.ts'
import type { Answer } from './answer.ts'
import type { Call } from './call.ts'
import { textOf } from './reading.ts'
import { refuse } from './refusal.ts'
import type { Routes } from './server.ts'
import { forceToken, newToken, sameToken } from './tokens.ts'

/** The two ways to an access_token, which know nothing of each other. */
export const tokenRoutes: Routes = { 'POST /cgi-bin/stable_token': stable, 'GET /cgi-bin/token': classic }

const forcedPerDay = 20
const betweenForced = 30_000

function stable(world: World, call: Call): Answer {
  const body = call.json()
  admit(world, textOf(body, 'grant_type'), textOf(body, 'appid'), textOf(body, 'secret'))
  const now = world.clock.now()
  if (body.force_refresh !== true) return tokenAnswer(sameToken(world.tokens, 'stable', now), now)
  const today = world.tokens.forced.filter((at) => at > now - day)
  if (today.length >= forcedPerDay) throw refuse(45009)
  if (today.some((at) => at > now - betweenForced)) throw refuse(45011)
  return tokenAnswer(forceToken(world.tokens, 'stable', now), now)
}

function classic(world: World, { query }: Call): Answer {
  admit(world, query.grant_type, query.appid, query.secret)
  const now = world.clock.now()
  return tokenAnswer(newToken(world.tokens, 'classic', now), now)
}

/** A token as it is given out: with the seconds that it still has. */
export function tokenAnswer({ value, until }: { value: string; until: number }, now: number): Answer {
  return { access_token: value, expires_in: seconds(until - now) }
}

function admit(world: World, grantType = '', appId = '', secret = ''): void {
  if (grantType !== 'client_credential') throw refuse(40002)
  checkApp(world, appId, secret)
  if (!world.trusted) throw refuse(40164, 'ipv6 ::ffff:127.0.0.1')
}

/** Refuses another app, and another secret. */
export function checkApp({ account }: World, appId: string, secret: string): void {
  if (!appId) throw refuse(41002)
  if (!secret) throw refuse(41004)
  if (appId !== account.id) throw refuse(40013)
  if (secret !== account.secret) throw refuse(40125)
}
