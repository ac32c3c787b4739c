import type { Db } from '../../../platform/db/index.ts'

/** Writes down what goes wrong on an account (null: nothing any more). False where that is known already. */
export async function putFault(db: Db, id: number, fault: string | null, at: string): Promise<boolean> {
  const changed = await db('channel')
    .where({ id })
    .whereRaw(`coalesce(fault, '') <> ?`, [fault ?? ''])
    .update({ fault, fault_at: fault === null ? null : at })
  return changed === 1
}
