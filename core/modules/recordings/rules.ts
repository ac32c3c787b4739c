import { Invalid } from '../../errors.ts'
import type { App } from '../../module.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { later } from '../../platform/time.ts'
import { type Actor, audit } from '../agents/index.ts'
import { readSetting, writeSetting } from '../clinic/index.ts'
import { leastDays, usualDays } from './recording.ts'

/** How long recordings are kept, in days. */
export type Rules = { days: number }

const key = 'recordings'
const day = 24 * 3_600_000
const mostDays = 3650

/** How long recordings are kept. */
export async function rulesOf(db: Db): Promise<Rules> {
  return readSetting<Rules>(db, key, { days: usualDays })
}

/** Changes how long recordings of calls to come are kept. Throws Invalid outside 30 days to ten years. */
export async function saveRules(app: App, actor: Actor, rules: Rules): Promise<void> {
  const { days } = rules
  if (!Number.isInteger(days) || days < leastDays || days > mostDays)
    throw new Invalid([{ field: 'days', message: 'recordings.refused.days' }])
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    await writeSetting(trx, key, { days })
    await audit(trx, { ...actor, action: 'recordings.rules', object: 'recordings', detail: { days } }, at)
  })
}

/** Until when a recording of this moment is kept (ISO 8601). */
export async function keptUntil(trx: Db, at: string): Promise<string> {
  const { days } = await rulesOf(trx)
  return later(at, days * day)
}
