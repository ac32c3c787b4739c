import { NotFound } from '../../errors.ts'
import type { App } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import { builtinChannel } from '../channels/index.ts'
import { clinicOf } from '../clinic/index.ts'
import { type Identity, identitiesOfPeople, lockPeople, makeIdentityOf } from '../people/index.ts'
import type { SideLink } from './link.ts'
import { personIn } from './store/links.ts'

/**
 * Under which identity something comes through a link: one of the person whose conversation it is now, on an account of
 * the house's own. Everything that comes from them by links has the same.
 */
export async function linkIdentity(app: App, link: SideLink): Promise<Identity & { channelId: number }> {
  const at = app.clock().toISOString()
  const { locale } = await clinicOf(app.db)
  const own = {
    kind: 'sidelink',
    name: app.i18n.t(locale, 'sidelinks.channel'),
    secrets: app.vault.seal(JSON.stringify({})),
  }
  return transaction(app.db, async (trx) => {
    const channelId = await builtinChannel(trx, own, at)
    const personId = await personIn(trx, link.conversationId)
    if (personId === undefined) throw new NotFound(`conversation ${link.conversationId}`)
    await lockPeople(trx, [personId])
    const known = (await identitiesOfPeople(trx, [personId])).find((each) => each.channelId === channelId)
    const identity = known ?? (await makeIdentityOf(trx, { channelId, who: link.uid }, personId, at))
    return { ...identity, channelId }
  })
}
