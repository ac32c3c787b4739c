import type { App } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import { endConsent } from '../../journey/index.ts'
import type { Identity } from '../../people/index.ts'
import { eventMessage } from '../rules.ts'
import { lockOpen } from '../store/join.ts'
import { write } from '../store/write.ts'

/** Takes back what a customer has agreed to, and says so in the reception that is open. Twice is once. */
export async function withdrawConsent(
  app: App,
  { id, personId }: Pick<Identity, 'id' | 'personId'>,
): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const [conversation] = await lockOpen(trx, [personId])
    if (!(await endConsent(trx, id, at)) || !conversation) return
    const change = { messages: [eventMessage(`identity:${id}`, 'withdrew')], patch: {} }
    await write(trx, [{ conversation, change }], at)
  })
}
