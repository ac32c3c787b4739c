import { NotFound } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import type { Device } from '../extension.ts'
import { extensionOf, updateExtension } from '../store/extensions.ts'
import { phoneChanged } from './phones.ts'

/** Where the viewer wants to be rung, and whether that phone picks up by itself. Throws NotFound without an extension. */
export async function chooseDevice(
  app: App,
  { agentId }: Viewer,
  choice: { device: Device; auto: boolean },
): Promise<void> {
  await transaction(app.db, async (trx) => {
    const extension = await extensionOf(trx, agentId)
    if (!extension) throw new NotFound(`the phone of agent ${agentId}`)
    await updateExtension(trx, extension.id, choice)
    await append(trx, phoneChanged(agentId), app.clock().toISOString())
  })
}
