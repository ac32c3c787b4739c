import type { App } from '../../module.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { type Actor, audit, changedFields } from '../agents/index.ts'
import { readSetting, writeSetting } from '../clinic/index.ts'
import { defaults, type Policy } from './rules/policy.ts'

const key = 'dialing'

/** The rules as an admin set them, with the house's own for what was left out. */
export async function policyOf(db: Db): Promise<Policy> {
  return { ...defaults, ...(await readSetting<Partial<Policy>>(db, key, {})) }
}

/** Changes what is given of the rules and leaves the rest; the audit log says what. */
export async function savePolicy(app: App, actor: Actor, change: Partial<Policy>): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const before = await policyOf(trx)
    const after = { ...before, ...change }
    const fields = changedFields(before, after)
    if (fields.length === 0) return
    await writeSetting(trx, key, after)
    await audit(trx, { ...actor, action: 'dialing.edited', object: 'dialing', detail: { fields } }, at)
  })
}
