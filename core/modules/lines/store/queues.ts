import { type Db, json } from '../../../platform/db/index.ts'
import type { QueueSettings } from '../flow.ts'
import { queueDefaults } from '../queue.ts'

/** How the calls of a team wait and ring: what an admin has set, and defaults for the rest. */
export async function queueSettings(db: Db, teamId: number): Promise<QueueSettings> {
  const row: { settings: string } | undefined = await db('call_queue').where({ team_id: teamId }).first()
  return { ...queueDefaults, ...json.read<Partial<QueueSettings>>(row?.settings, {}) }
}

/** The settings of every team that has its own, by the team's id. */
export async function allQueueSettings(db: Db): Promise<Map<number, QueueSettings>> {
  const rows: { team_id: number; settings: string }[] = await db('call_queue')
  return new Map(
    rows.map(({ team_id, settings }) => [
      team_id,
      { ...queueDefaults, ...json.read<Partial<QueueSettings>>(settings, {}) },
    ]),
  )
}

/** Keeps the settings of a team. */
export async function saveQueueSettings(trx: Db, teamId: number, settings: QueueSettings): Promise<void> {
  await trx('call_queue')
    .insert({ team_id: teamId, settings: json.write(settings) })
    .onConflict('team_id')
    .merge()
}
