import type { Candidate, Obstacle } from './decision.ts'
import type { Moment } from './matching.ts'
import type { Rule, Visitor } from './rule.ts'
import type { Acquaintance, GroupSettings, ReceptionSettings } from './settings.ts'

/**
 * One of those who work here. `hindered`: what keeps them from taking anything at all just now; `allotted`: they get nothing
 * that waits for no group.
 */
export type Staff = Candidate & { hindered: Obstacle | null; allotted?: boolean }

/** Everything that a decision needs to know of the house, at one moment. */
export type World = {
  settings: ReceptionSettings
  rules: Rule[]
  /** Settings and members by group; a group of which nothing was set has the defaults. */
  groups: Map<number, Group>
  /** Which group gets what no rule gives to anybody, by account of a channel. */
  channels: Map<number, number>
  staff: Map<number, Staff>
  moment: Moment
}

export type Group = GroupSettings & { members: number[] }

/** How somebody came to wait where they wait. */
export type Placed = { step: 'rule' | 'channel'; ruleId: number | null; ruleName: string }

/** Somebody who waits. */
export type Asking = {
  visitor: Visitor
  /** Who knows them, where anybody does. */
  known: Record<Acquaintance, number | null>
  /** The group for which they wait already, and how they came there; null where people have put them there. */
  teamId: number | null
  placed: Placed | null
  /** Seconds. */
  waited: number
  /** Who had it lately and did not answer, or declined. */
  passed: number[]
}

/** What it costs an agent to have this conversation, in weights: more than all they can have fills them. */
export function weightOf(
  { settings }: Pick<World, 'settings'>,
  { kind }: Pick<Visitor, 'kind'>,
  capacity: number,
): number {
  return Math.min(settings.weights[kind] ?? 1, capacity)
}
