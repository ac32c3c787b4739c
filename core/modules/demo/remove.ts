import { NotFound } from '../../errors.ts'
import type { App } from '../../module.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { deleteIn, deletePeople, filesOfPeople } from '../housekeeping/index.ts'
import { dropLedger, type Ledger, ledgerOf } from './ledger.ts'
import { tellChannel } from './load.ts'
import { deleteAgents, deleteChannel, deleteTeamsAndRoles } from './store.ts'
import { type Reception, restoreSettings } from './reception/setup.ts'
import { deleteReception } from './reception/store.ts'
import { deleteLines } from './telephone/store.ts'

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
  const files = new Set([...ledger.files, ...(await filesOfPeople(app.db, ledger.people))])
  const removed = await transaction(app.db, async (trx) => {
    await deleteIn(trx, 'do_not_contact', 'person_id', ledger.people)
    await deletePeople(trx, ledger.people)
    if (ledger.reception) await endReception(trx, ledger, ledger.reception)
    if (ledger.telephone) await deleteLines(trx, ledger.telephone)
    const keptAgents = (await deleteAgents(trx, ledger.agents, now.toISOString())).length
    await deleteTeamsAndRoles(trx, ledger)
    const keptChannel = await deleteChannels(trx, channelsIn(ledger), now.getTime())
    return { keptAgents, keptChannel }
  })
  for (const uid of files) await app.files.remove(uid)
  await dropLedger(app.db)
  return removed
}

async function endReception(trx: Db, { channel, teams, agents }: Ledger, reception: Reception) {
  const scopes = [
    `channel:${channel}`,
    ...teams.map((id) => `team:${id}`),
    ...agents.map((id) => `agent:${id}`),
  ]
  await restoreSettings(trx, reception)
  await deleteReception(trx, reception, scopes)
}

function channelsIn({ channel, telephone }: Ledger): number[] {
  return telephone ? [channel, telephone.channel] : [channel]
}

/** Answers whether one of them had to stay. */
async function deleteChannels(trx: Db, channels: number[], now: number): Promise<boolean> {
  let kept = false
  for (const id of channels) {
    kept = !(await deleteChannel(trx, id)) || kept
    await tellChannel(trx, id, now)
  }
  return kept
}
