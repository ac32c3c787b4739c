import { NotFound } from '../../errors.ts'
import type { App } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import { deletePeople } from '../housekeeping/index.ts'
import { dropLedger, ledgerOf } from './ledger.ts'
import { tellChannel } from './load.ts'
import { deleteAgents, deleteChannel, deleteTeamsAndRoles } from './store.ts'

/** What could not go because something real names it. */
export type Removed = { keptAgents: number; keptChannel: boolean }

/**
 * Takes away what `loadDemo` brought in and what hangs on it, and nothing else. Whoever real conversations name stays,
 * disabled; a channel that real visitors came through stays, closed. Throws `NotFound` where no demo is loaded.
 */
export async function removeDemo(app: App): Promise<Removed> {
  const ledger = await ledgerOf(app.db)
  if (!ledger) throw new NotFound('demo.none')
  const now = app.clock()
  const removed = await transaction(app.db, async (trx) => {
    await deletePeople(trx, ledger.people)
    const keptAgents = (await deleteAgents(trx, ledger.agents, now.toISOString())).length
    await deleteTeamsAndRoles(trx, ledger)
    const keptChannel = !(await deleteChannel(trx, ledger.channel))
    await tellChannel(trx, ledger.channel, now.getTime())
    return { keptAgents, keptChannel }
  })
  for (const uid of ledger.files) await app.files.remove(uid)
  await dropLedger(app.db)
  return removed
}
