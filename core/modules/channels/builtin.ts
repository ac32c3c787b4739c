import { type Db, lockName } from '../../platform/db/index.ts'
import { findBuiltin, insertBuiltin } from './store/builtin.ts'

/** Whose accounts are the house's own: ways in that no plugin opens, and no list of accounts shows. */
export const builtin = 'core'

/** The id of the house's own account of this kind, made when it is first needed; messages over it are shown under this name. */
export async function builtinChannel(
  trx: Db,
  { kind, name, secrets }: { kind: string; name: string; secrets: string },
  at: string,
): Promise<number> {
  const known = await findBuiltin(trx, builtin, kind)
  if (known !== undefined) return known
  await lockName(trx, `builtin ${kind}`)
  return (
    (await findBuiltin(trx, builtin, kind)) ??
    insertBuiltin(trx, { plugin: builtin, kind, name, secrets, created_at: at })
  )
}
