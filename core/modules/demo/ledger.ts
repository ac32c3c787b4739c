import type { Db } from '../../platform/db/index.ts'
import { readSetting, removeSetting, writeSetting } from '../clinic/index.ts'
import type { Reception } from './reception/setup.ts'
import type { Telephone } from './telephone/setup.ts'

/** What a demo brought in: ids, and the uids of its files. Everything else hangs on these. */
export type Ledger = {
  channel: number
  people: number[]
  agents: number[]
  teams: number[]
  roles: number[]
  files: string[]
  telephone?: Telephone
  reception?: Reception
}

const key = 'demo'

/** What the demo brought in, or nothing where there is none. */
export async function ledgerOf(db: Db): Promise<Ledger | undefined> {
  return (await readSetting<Ledger | null>(db, key, null)) ?? undefined
}

/** Remembers what the demo brought in. */
export async function keepLedger(trx: Db, ledger: Ledger): Promise<void> {
  await writeSetting(trx, key, ledger)
}

/** Forgets it: the demo is gone. */
export async function dropLedger(db: Db): Promise<void> {
  await removeSetting(db, key)
}
