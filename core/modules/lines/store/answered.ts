import type { Db } from '../../../platform/db/index.ts'

/** Whether anybody has ever spoken with a customer over the telephone. */
export async function wasAnswered(db: Db): Promise<boolean> {
  return (await db('call').whereNotNull('answered_at').first('id')) !== undefined
}
