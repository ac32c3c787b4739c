import type { App } from '../../../module.ts'
import { decide } from '../decide.ts'
import type { Explanation } from '../decision.ts'
import { fits } from '../matching.ts'
import type { Rule, Visitor } from '../rule.ts'
import { acquaintancesOf, type Known, unknown } from '../store/acquaintances.ts'
import type { World } from '../world.ts'
import { readWorld } from './world.ts'

/** A decision as it is made: who knows them, and the rules that are asked, in order, until one fits; those that come after are not. */
export type Trial = {
  explanation: Explanation
  known: Known
  asked: { rule: Rule; fits: boolean }[]
  notAsked: number
}

/**
 * Who would get this visitor if they came at this time and the house gave, and why: nothing comes of it. The same decision
 * is made in `manual` mode; who is there is always who is there now.
 */
export async function tryOut(app: App, visitor: Visitor, at = app.clock()): Promise<Trial> {
  const world = await readWorld(app, app.db, at)
  const { personId } = visitor
  const all = personId === null ? undefined : await acquaintancesOf(app.db, [personId])
  const known = all?.get(personId ?? 0) ?? unknown
  const asking = { visitor, known, teamId: null, placed: null, waited: 0, passed: [] }
  return { explanation: decide(world, asking).explanation, known, ...askedIn(world, visitor) }
}

function askedIn({ rules, moment }: World, visitor: Visitor): Pick<Trial, 'asked' | 'notAsked'> {
  const enabled = rules.filter((rule) => rule.enabled)
  const first = enabled.findIndex((rule) => fits(rule, visitor, moment))
  const asked = enabled.slice(0, first < 0 ? enabled.length : first + 1)
  return {
    asked: asked.map((rule, at) => ({ rule, fits: at === first })),
    notAsked: enabled.length - asked.length,
  }
}
