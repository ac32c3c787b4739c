import { refuse } from './refusal.ts'
import { timeOf, type User, userOf, type World } from './world.ts'

const hours = 48

/** Somebody wrote, followed, subscribed, touched the menu or scanned: the account may answer for two days. */
export function openWindow(world: World, user: User): void {
  user.window = timeOf(world) + hours * 3_600_000
}

/** Somebody named the account in public: it may say one thing to them in private. */
export function openMention(world: World, user: User): void {
  user.mention = { until: timeOf(world) + hours * 3_600_000, left: 1 }
}

export function closeWindow(user: User): void {
  Object.assign(user, { window: 0, mention: { until: 0, left: 0 } })
}

/** Counts an answer of the account. Throws where Weibo would refuse it. */
export function takeAnswer(world: World, uid: string): void {
  if (!world.users.has(uid)) throw refuse(20003)
  const user = userOf(world, uid)
  const now = timeOf(world)
  if (user.window > now) return
  if (user.mention.until <= now) throw refuse(20308)
  if (user.mention.left < 1) throw refuse(20309)
  user.mention.left--
}

/** What the provider counts for somebody: answers left (absent: any number) and until when. */
export function windowFor(world: World, user: User): { left?: number; until: number } | undefined {
  const now = timeOf(world)
  if (user.window > now) return { until: user.window }
  return user.mention.until > now && user.mention.left > 0 ? { ...user.mention } : undefined
}
