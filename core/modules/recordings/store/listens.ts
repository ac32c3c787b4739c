import { type Db, insertId } from '../../../platform/db/index.ts'
import { earlier } from '../../../platform/time.ts'

/** Somebody heard a recording, `seconds` of it. */
export type Listen = { id: number; agentId: number; at: string; seconds: number }

/** One sitting: what begins within these milliseconds of the last listening goes on with it. */
const sitting = 10 * 60_000

/** Writes down that an agent begins to listen; whoever has just done so goes on. */
export async function noteListen(trx: Db, recordingId: number, agentId: number, at: string): Promise<number> {
  const since = earlier(at, sitting)
  const known = await trx('recording_listen')
    .where({ recording_id: recordingId, agent_id: agentId })
    .where('at', '>', since)
    .first('id')
  return known?.id ?? insertId(trx, 'recording_listen', { recording_id: recordingId, agent_id: agentId, at })
}

/** How much was played, where it is more than was known. */
export async function noteSeconds(
  trx: Db,
  recordingId: number,
  agentId: number,
  seconds: number,
): Promise<void> {
  const latest = await trx('recording_listen')
    .where({ recording_id: recordingId, agent_id: agentId })
    .orderBy('id', 'desc')
    .first('id')
  if (latest)
    await trx('recording_listen').where({ id: latest.id }).where('seconds', '<', seconds).update({ seconds })
}

/** Who listened, newest first. */
export async function listensOf(db: Db, recordingId: number): Promise<Listen[]> {
  return db('recording_listen')
    .where({ recording_id: recordingId })
    .orderBy('id', 'desc')
    .select('id', 'agent_id as agentId', 'at', 'seconds')
}
