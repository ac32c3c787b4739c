import type { Db } from './connect.ts'

type Hook = () => void
const hooks = new WeakMap<Db, Hook[]>()

/**
 * Runs `work` in one transaction, or in the caller's where `db` is one already. What `after` (or `afterCommit`) was
 * given runs once the data is durable, and never where the transaction fails.
 */
export async function transaction<T>(
  db: Db,
  work: (trx: Db, after: (hook: Hook) => void) => Promise<T>,
): Promise<T> {
  if (db.isTransaction) return work(db, (hook) => afterCommit(db, hook))
  const waiting: Hook[] = []
  const result = await db.transaction(async (trx) => {
    hooks.set(trx, waiting)
    return work(trx, (hook) => waiting.push(hook))
  })
  for (const hook of waiting) hook()
  return result
}

/** Runs `hook` after the transaction `trx` has committed. Throws outside of `transaction`. */
export function afterCommit(trx: Db, hook: Hook): void {
  const waiting = hooks.get(trx)
  if (!waiting) throw new Error('afterCommit needs a transaction begun by transaction()')
  waiting.push(hook)
}
