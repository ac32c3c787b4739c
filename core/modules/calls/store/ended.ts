import { type Db, insertId } from '../../../platform/db/index.ts'
import type { Call } from '../call.ts'
import { rowOf } from './rows.ts'

/** Adds a call that is over and answers its id. What is left out is not known of it. */
export async function insertEnded(
  trx: Db,
  call: Partial<Call> & Pick<Call, 'uid' | 'channelId' | 'startedAt' | 'endedAt'>,
): Promise<number> {
  return insertId(trx, 'call', rowOf(call))
}
