import { later } from '../../../platform/time.ts'
import type { Doing, ReplyRule, Window } from '../../../plugin/index.ts'

/** What one thing that a customer did still allows. `left` null: any number of answers. `until` ISO 8601 UTC. */
export type Grant = { after: Doing; left: number | null; until: string }

/** How many answers were taken from which grants: a grant that has been set anew since has another `until`. */
export type Taken = (Pick<Grant, 'after' | 'until'> & { count: number })[]

/** What this doing allows by the rules, or undefined where they say nothing about it. `at` is when it was done. */
export function grantOf(rules: ReplyRule[], doing: Doing, at: string): Grant | undefined {
  const rule = rules.find(({ after }) => after === doing)
  if (!rule) return undefined
  const until = later(at, rule.seconds * 1000)
  return { after: doing, left: rule.count ?? null, until }
}

/** Whoever leaves, or asks to be left alone, takes back all that they have allowed. */
export function isLeaving(doing: Doing): doing is 'unfollow' | 'refuse' {
  return doing === 'unfollow' || doing === 'refuse'
}

/** When it was done as the provider says (milliseconds), but never in the future: ISO 8601 UTC. */
export function momentOf(told: number | undefined, at: string): string {
  return told === undefined || !(told < Date.parse(at)) ? at : new Date(Math.max(told, 0)).toISOString()
}

/** The window that these grants leave open: as often as the most generous one, as long as the longest. */
export function windowIn(grants: Grant[], at: string): Window {
  const open = grants.filter(({ left, until }) => until > at && left !== 0)
  const until = open
    .map((grant) => grant.until)
    .sort()
    .at(-1)
  if (!until) return { open: false }
  const counts = open.flatMap(({ left }) => left ?? [])
  const isCounted = counts.length === open.length
  return { open: true, ...(isCounted && { left: Math.max(...counts) }), until }
}
