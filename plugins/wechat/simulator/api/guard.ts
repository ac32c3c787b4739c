import { day, hour } from '../world/clock.ts'
import type { World } from '../world/world.ts'
import type { Call } from './call.ts'
import { refuse } from './refusal.ts'
import { checkToken } from './tokens.ts'

/** What every guarded call of `api.weixin.qq.com` is asked: its token, then the day's limit. */
export function guard(world: World, call: Call): void {
  checkToken(world.tokens, call.query.access_token, world.clock.now())
  count(world, call.path)
}

/** Counts a call of the day (which ends at midnight in Beijing), and refuses it above the limit. */
export function count(world: World, path: string): void {
  const used = usedToday(world, path)
  if (used >= limitOf(world, path)) throw refuse(45009)
  world.used.set(keyOf(world, path), used + 1)
}

/** Calls of a path since midnight in Beijing. */
export const usedToday = (world: World, path: string) => world.used.get(keyOf(world, path)) ?? 0

/** Calls of a path per day. */
export const limitOf = (world: World, path: string) => world.limits.get(path) ?? 500_000

function keyOf({ clock }: World, path: string): string {
  return `${Math.floor((clock.now() + 8 * hour) / day)} ${path}`
}
