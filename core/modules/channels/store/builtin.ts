import { randomToken } from '../../../platform/crypto/index.ts'
import { type Db, insertId } from '../../../platform/db/index.ts'

/** The id of this plugin's account of a kind, or undefined. */
export async function findBuiltin(db: Db, plugin: string, kind: string): Promise<number | undefined> {
  const row = await db('channel').where({ plugin, kind }).first('id')
  return row?.id
}

/** Writes an account down that is never opened: as one that was removed, whose history stays. */
export async function insertBuiltin(
  trx: Db,
  row: { plugin: string; kind: string; name: string; secrets: string; created_at: string },
): Promise<number> {
  const closed = { account: row.kind, settings: '{}', state: 'off', deleted: 1, key: randomToken(12) }
  return insertId(trx, 'channel', { ...row, ...closed })
}
