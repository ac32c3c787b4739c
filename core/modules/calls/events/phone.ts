import type { App } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import { extensionByPhone, setPhoneOnline } from '../../lines/index.ts'
import { askForAgent } from '../queue/asking.ts'
import { tellPhone } from '../telling.ts'

/** A phone of staff has registered or is gone: whoever waits may be next for it. */
export async function phoneChanged(
  app: App,
  channelId: number,
  { phone, online }: { phone: string; online: boolean },
): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    await setPhoneOnline(trx, channelId, phone, online, at)
    const extension = await extensionByPhone(trx, channelId, phone)
    if (!extension) return
    const { agentId } = extension
    await tellPhone(trx, agentId, at)
    if (online) await askForAgent(trx, agentId, at)
  })
}
