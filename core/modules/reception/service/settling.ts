import { isDeepStrictEqual } from 'node:util'
import type { App, Viewer } from '../../../module.ts'
import { type Db, lockName, transaction } from '../../../platform/db/index.ts'
import { earlier } from '../../../platform/time.ts'
import { actorOf, audit } from '../../agents/index.ts'
import { keptRules } from '../store/rules.ts'
import { insertVersion, listVersions, pruneVersions } from '../store/versions.ts'
import { lookAtAll } from './waking.ts'

const mostVersions = 200
const year = 365 * 24 * 3_600_000

/** What was changed: a rule by id and name, or the whole table by the id of a version. */
type Changed = { id: number; name?: string }

/**
 * One change of the table at a time: it is kept as a version, and who waits is looked at by it. Where `work` answers
 * nothing, nothing was changed.
 */
export async function settle<C extends Changed | undefined>(
  app: App,
  viewer: Viewer,
  action: string,
  work: (trx: Db, at: string) => Promise<C>,
  kind = 'rule',
): Promise<C> {
  const at = app.clock().toISOString()
  return transaction(app.db, async (trx) => {
    await lockName(trx, 'routing-rules')
    // What came about in another way (before the first version, or with a demo) can be returned to as well.
    await keepVersion(trx, null, at)
    const changed = await work(trx, at)
    if (!changed) return changed
    await keepVersion(trx, viewer.agentId, at)
    const deed = { action, object: `${kind}:${changed.id}`, detail: { name: changed.name } }
    await audit(trx, { ...actorOf(viewer), ...deed }, at)
    await lookAtAll(trx, at)
    return changed
  })
}

/** Keeps the rules as they are now, unless the newest version says just that. */
async function keepVersion(trx: Db, agentId: number | null, at: string): Promise<void> {
  const rules = await keptRules(trx)
  const [newest] = await listVersions(trx, { limit: 1 })
  if (isDeepStrictEqual(newest?.rules, rules)) return
  await insertVersion(trx, { rules, agentId, at })
  await pruneVersions(trx, { before: earlier(at, year), most: mostVersions })
}
