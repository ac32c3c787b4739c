import type { Stage } from 'qiantai/plugin'
import type { Answer } from '../api/answer.ts'
import { createFaults, type Faults } from '../api/faults.ts'
import { createTokens, type Tokens } from '../api/tokens.ts'
import { createMedia, type Media } from '../media/store.ts'
import type { Account } from './account.ts'
import { type Clock, createClock } from './clock.ts'
import { createCounter, seedOf } from './ids.ts'
import { createPeople, type People } from './patient.ts'
import { createWork, type Work } from './work.ts'

/** A request that came to the API, with what was answered; without an answer it was lost on purpose. */
export type LoggedCall = {
  method: string
  path: string
  query: Record<string, string>
  body: Buffer
  answer?: Answer
}

/** Everything that a simulated provider remembers about one account. */
export type World = {
  stage: Stage
  clock: Clock
  account: Account
  people: People
  media: Media
  tokens: Tokens
  faults: Faults
  /** Calls by path today, and the limits that were asked for. */
  used: Map<string, number>
  limits: Map<string, number>
  /** When the day's counts were cleared by hand. */
  cleared: number[]
  calls: LoggedCall[]
  /** Milliseconds that the provider waits for the answer to a push. */
  patience: number
  /** Is the clinic's server on the list of those that may call? */
  trusted: boolean
  work: Work
  nextId: () => bigint
}

/** A world in which nothing has happened yet. `prefix` begins the ids of patients. */
export function createWorld(stage: Stage, account: Account, prefix = 'o'): World {
  const clock = createClock(stage.now)
  return {
    stage,
    clock,
    account,
    people: createPeople(seedOf(stage), prefix),
    media: createMedia(clock),
    tokens: createTokens(),
    faults: createFaults(),
    used: new Map(),
    limits: new Map(),
    cleared: [],
    calls: [],
    patience: 5000,
    trusted: true,
    work: createWork(),
    nextId: createCounter(stage.now),
  }
}
