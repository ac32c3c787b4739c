import type { Acquaintance, Method } from './settings.ts'

/** Why somebody is not among those who could get it. */
export const obstacles = [
  'outside',
  'not-permitted',
  'absent',
  'busy',
  'break',
  'away',
  'on-call',
  'full',
  'passed',
] as const
export type Obstacle = (typeof obstacles)[number]

/** What led to the group or agent. `group`: somebody had put them there. */
export type Step = Acquaintance | 'rule' | 'channel' | 'group' | 'overflow' | 'anybody'

/**
 * Somebody who could get it. `load` of `capacity` in weights; `idleSince`: when they were last given something, null where
 * that is long ago; `given`: how many they got in the last hour, by which `share` counts.
 */
export type Candidate = {
  agentId: number
  load: number
  capacity: number
  idleSince: string | null
  given: number
  share: number
}

/**
 * Why a conversation went to whom it went, or to nobody: stored with it and shown. `ruleId` is the rule that fitted, also
 * where it led to nobody who could take it; `left` says of everybody else of the group, and of acquaintances, why not.
 */
export type Explanation = {
  step: Step
  ruleId: number | null
  ruleName: string
  teamId: number | null
  method: Method
  candidates: Candidate[]
  left: { agentId: number; why: Obstacle }[]
  agentId: number | null
}

/** What made somebody look: it came, waited long, its agent left, was late or declined, or somebody became free. */
export type Cause = 'opened' | 'waited' | 'left' | 'late' | 'declined' | 'freed'

export type Decision = {
  id: number
  conversationId: number
  cause: Cause
  explanation: Explanation
  at: string
}
