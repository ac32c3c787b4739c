import { type Db, json } from '../../../platform/db/index.ts'
import type { Transfer } from '../conversation.ts'

/** A conversation that was handed over: who and which group has it by now; `at`: since when, ISO 8601 UTC. */
export type PassedOn = {
  id: number
  personId: number
  agentId: number | null
  teamId: number | null
  at: string
}

/** What this agent handed over and nobody has accepted yet, the oldest first. */
export async function passedOnBy(db: Db, agentId: number): Promise<PassedOn[]> {
  const rows: (Omit<PassedOn, 'at'> & { transfer: string })[] = await db('conversation')
    .whereIn('status', ['open', 'queued'])
    .whereNotNull('transfer')
    .select('id', 'person_id as personId', 'agent_id as agentId', 'team_id as teamId', 'transfer')
  return rows
    .flatMap(({ transfer: text, ...row }) => {
      const transfer = json.read<Transfer | null>(text, null)
      return transfer?.from === agentId ? { ...row, at: transfer.at } : []
    })
    .toSorted((one, other) => (one.at < other.at ? -1 : 1))
}
