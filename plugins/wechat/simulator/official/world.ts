import type { Stage } from 'qiantai/plugin'
import { createAccount } from '../world/account.ts'
import { seedOf, stableHex } from '../world/ids.ts'
import { words } from '../world/words.ts'
import { createWorld, type World } from '../world/world.ts'
import type { Code } from './codes/code.ts'
import type { Menu } from './menu/menu.ts'
import type { Leave } from './oauth/leave.ts'

/** A verified service account (服务号): what it has beside what every account has. */
export type Official = World & {
  menu?: Menu
  codes: Code[]
  /** Leave that patients gave on the consent page, by code. */
  leaves: Map<string, Leave>
  /** The message of every notice sent with a `client_msg_id`, and when. */
  notices: Map<string, { msgid: bigint; at: number }>
  /** Who looks at a page in the app's browser: the patient who goes through the consent page. */
  browsing: string
}

/** An account to which nothing has happened yet. */
export function createOfficial(stage: Stage): Official {
  const account = createAccount({
    id: stableHex('wx', `official:${seedOf(stage)}`, 18),
    original: stableHex('gh_', seedOf(stage), 15),
    title: words.official,
  })
  return {
    ...createWorld(stage, account),
    codes: [],
    leaves: new Map(),
    notices: new Map(),
    browsing: words.patient,
  }
}
