import { type Db, insertId, json } from '../../../platform/db/index.ts'
import { type Level, type Limits, timerDefaults } from '../level.ts'

type Row = { id: number; team_id: number | null; channel_id: number | null; settings: string }

/** The limits that differ, in the order they were added. */
export async function listLevels(db: Db): Promise<Level[]> {
  const rows: Row[] = await db('service_level').orderBy('id')
  return rows.map(({ id, team_id: teamId, channel_id: channelId, settings }) => {
    const { first, next, resolution }: Limits = { ...timerDefaults.limits, ...json.read(settings, {}) }
    return { id, teamId, channelId, limits: { first, next, resolution } }
  })
}

/** Writes limits down, in the place of those for the same group and channel. */
export async function insertLevel(
  trx: Db,
  { teamId, channelId, limits }: Omit<Level, 'id'>,
): Promise<number> {
  await trx('service_level').where({ team_id: teamId, channel_id: channelId }).delete()
  const row = { team_id: teamId, channel_id: channelId, settings: json.write(limits) }
  return insertId(trx, 'service_level', row)
}

/** Takes limits out. */
export async function deleteLevel(trx: Db, id: number): Promise<void> {
  await trx('service_level').where({ id }).delete()
}
