import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import { type Actor, audit, listTeams } from '../../agents/index.ts'
import type { QueueSettings } from '../flow.ts'
import { saveQueueSettings } from '../store/queues.ts'

/** Keeps how the calls of a team wait and ring. Calls that wait already go on as they began. */
export async function saveQueue(
  app: App,
  actor: Actor,
  teamId: number,
  settings: QueueSettings,
): Promise<void> {
  await transaction(app.db, async (trx) => {
    const team = (await listTeams(trx)).find(({ id }) => id === teamId)
    if (!team) throw new NotFound(`team ${teamId}`)
    await saveQueueSettings(trx, teamId, settings)
    const detail = { name: team.name }
    const at = app.clock().toISOString()
    await audit(trx, { ...actor, action: 'queue.edited', object: `team:${teamId}`, detail }, at)
  })
}
