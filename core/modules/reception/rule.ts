import type { Weekday } from '../clinic/index.ts'

/** What must be so for a rule to be asked further. Of several words one is enough; of several conditions all are needed. */
export type Condition =
  | { on: 'source'; is: string[] }
  | { on: 'page'; contains: string[] }
  | { on: 'keyword'; contains: string[] }
  | { on: 'text'; contains: string[] }
  | { on: 'channel'; is: number[] }
  | { on: 'kind'; is: string[] }
  | { on: 'language'; is: string[] }
  | { on: 'stage'; is: string[] }
  | { on: 'region'; is: string[] }
  | { on: 'tag'; is: string[] }
  | { on: 'open'; is: boolean }
  | { on: 'time'; days: Weekday[]; from: string; until: string }

/** To whom, or what, a rule leads. `message` is said once and the customer goes on waiting; `bot` leaves them to a bot. */
export type Target =
  | { to: 'agent'; agentId: number }
  | { to: 'group'; teamId: number }
  | { to: 'message'; text: string }
  | { to: 'bot' }

/** Characters. */
export const longestName = 80

/** One line of the routing table; the first that fits decides. `priority` moves a place forward: 1 before 0. */
export type Rule = {
  id: number
  name: string
  conditions: Condition[]
  target: Target
  priority: number
  enabled: boolean
  version: number
}

/** A rule as an earlier version keeps it. */
export type KeptRule = Omit<Rule, 'version'>

/** What is known of somebody who waits, as far as rules ask for it; '' where nothing is. */
export type Visitor = {
  personId: number | null
  channelId: number
  kind: string
  /** Class, site, entry point and campaign source, whichever are known: a rule may name any of them. */
  sources: string[]
  page: string
  keyword: string
  text: string
  language: string
  stage: string
  /** Province, city and area code, whichever are known: a rule may name any of them. */
  region: string
  tags: string[]
}
