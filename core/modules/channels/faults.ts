import type { App } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import type { Channel } from './channel.ts'
import { putFault } from './store/faults.ts'
import { updateStateOfOpen } from './store.ts'

/**
 * Switches an account off because its provider refuses it altogether, with the reason for an admin. It closes in every
 * process; what an admin has closed stays as it is, and what they have mended since is not what was refused.
 */
export async function refuseAccount(
  app: App,
  { id, secrets }: Pick<Channel, 'id' | 'secrets'>,
  reason: string,
): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    if (!(await updateStateOfOpen(trx, { id, secrets }, { state: 'refused', reason }))) return
    const facts = ['channel.state', 'channel.refused']
    await append(
      trx,
      facts.map((type) => ({ topic: `channel:${id}`, type, ref: id })),
      at,
    )
  })
}

/** Shows admins what keeps going wrong on an open account; undefined where it works again. */
export async function reportFault(app: App, id: number, fault: string | undefined): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    if (!(await putFault(trx, id, fault ?? null, at))) return
    await append(trx, { topic: `channel:${id}`, type: 'channel.state', ref: id }, at)
  })
}
