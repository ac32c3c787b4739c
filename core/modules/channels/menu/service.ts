import { Invalid, NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import type { MenuLimits, OpenChannel } from '../../../plugin/index.ts'
import { transaction } from '../../../platform/db/index.ts'
import { type Actor, audit } from '../../agents/index.ts'
import { asked } from '../asking.ts'
import { type Channel, kindOf } from '../channel.ts'
import { type DraftItem, draftOf, menuOf } from './draft.ts'
import { menuFaults } from './limits.ts'

/** The menu of an account that is open, and what the provider lets it hold. Throws NotFound where it has none. */
export function menuAccess(
  app: App,
  channel: Channel,
): { menu: NonNullable<OpenChannel['menu']>; limits: MenuLimits } {
  const menu = app.channels.open(channel.id)?.menu
  const limits = kindOf(app.plugins, channel)?.menu
  if (!menu || !limits) throw new NotFound(`menu of channel ${channel.id}`)
  return { menu, limits }
}

/** The menu as the provider has it now. Throws Invalid with the provider's reason where it does not say. */
export async function readMenu(app: App, channel: Channel): Promise<DraftItem[]> {
  const { menu } = menuAccess(app, channel)
  return draftOf(await asked(app, channel, () => menu.read()))
}

/** Gives the provider a new menu. Throws Invalid where it breaks the limits, or the provider refuses it. */
export async function saveMenu(app: App, actor: Actor, channel: Channel, draft: DraftItem[]): Promise<void> {
  const { menu, limits } = menuAccess(app, channel)
  const faults = [...menuFaults(draft, limits)]
  if (faults.length > 0) throw new Invalid(faults.map(([field, { key }]) => ({ field, message: key })))
  await asked(app, channel, () => menu.write(menuOf(draft)))
  const at = app.clock().toISOString()
  const detail = { menu: draft.map(({ name }) => name) }
  await transaction(app.db, (trx) =>
    audit(trx, { ...actor, action: 'channel.menu', object: `channel:${channel.id}`, detail }, at),
  )
}
