import type { App } from '../../../module.ts'
import { transaction } from '../../db/index.ts'
import { enqueue } from '../../jobs/index.ts'

/** Asks an account how it is, after this: what it would say has changed. */
export async function checkup(app: App, id: number): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, (trx) => enqueue(trx, { name: 'channel.health', payload: { id } }, at))
}
