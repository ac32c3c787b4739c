import type { Stage } from 'qiantai/plugin'
import { createAccount } from '../world/account.ts'
import { randomHex, seedOf, stableHex, stableId } from '../world/ids.ts'
import type { Patient } from '../world/patient.ts'
import { words } from '../world/words.ts'
import { createWorld, type World } from '../world/world.ts'

/** Who may speak: 0 new, 1 assistant (the API), 2 waiting, 3 somebody in WeCom, 4 ended. */
export type State = 0 | 1 | 2 | 3 | 4

/** An entry of the log that `sync_msg` reads; `at` is the provider's time. */
export type Entry = { at: number; item: Record<string, unknown> }

/** A code that lets the account greet once, until a moment of the provider's. */
export type Welcome = { patient: Patient; until: number }

/** How a patient came in last, and when they could last be greeted, in the provider's time. */
export type Entrance = { scene: string; scene_param: string; greeted: number }

/** An account of 微信客服: what it has beside what every account has. */
export type Kefu = World & {
  openKfId: string
  log: Entry[]
  /** Different at every start, so that an older cursor is known for what it is. */
  life: string
  /** Tokens of callbacks, and until when each gives leave to read quickly. */
  rings: Map<string, number>
  /** When somebody read without one, lately. */
  unasked: number[]
  states: Map<string, State>
  servicers: Map<string, string>
  entrances: Map<string, Entrance>
  welcomes: Map<string, Welcome>
  /** Own ids of messages that were taken. */
  taken: Set<string>
  /** Links that were made, by scene. */
  ways: Map<string, string>
  /** How the next pages of `sync_msg` are spoilt. */
  pages: ('short' | 'empty' | 'repeat')[]
}

/** An account to which nothing has happened yet. */
export function createKefu(stage: Stage): Kefu {
  const corp = stableHex('ww', `kefu:${seedOf(stage)}`, 18)
  return {
    ...createWorld(stage, createAccount({ id: corp, original: corp, title: words.kefu }), 'wm'),
    openKfId: stableId('wk', `kefu:${seedOf(stage)}`, 32),
    log: [],
    life: randomHex(8),
    rings: new Map(),
    unasked: [],
    states: new Map(),
    servicers: new Map(),
    entrances: new Map(),
    welcomes: new Map(),
    taken: new Set(),
    ways: new Map(),
    pages: [],
  }
}

/** The state of a patient's session. */
export const stateOf = ({ states }: Kefu, { id }: Patient): State => states.get(id) ?? 0
