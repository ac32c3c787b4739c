import { Invalid } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { findOrMakeIdentities, type Identity, lockPeople } from '../../people/index.ts'
import { storable } from '../conversation.ts'
import { openFor, type Opened } from './opening.ts'
import { findLatest } from '../store/find.ts'
import { findByUid } from '../store/traces.ts'
import { write } from '../store/write.ts'
import { spokenByChannel } from './unasked.ts'

/**
 * Records what the channel itself has said in the clinic's name: it stands in the newest conversation, and nobody waits
 * any less for an agent. The same `uid` (8 to 40 letters, digits and dashes) is said once. Throws Invalid.
 */
export async function spoke(
  app: App,
  channelId: number,
  who: string,
  said: { uid: string; text: string },
): Promise<void> {
  const text = storable(said.text).trim()
  if (!/^[\w-]{8,40}$/.test(said.uid)) throw new Invalid([{ field: 'uid', message: 'errors.fault.invalid' }])
  if (!text) return
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const [identity] = await findOrMakeIdentities(trx, [{ channelId, who }], at)
    if (!identity) throw new Error('identity was not made')
    await lockPeople(trx, [identity.personId])
    if (await findByUid(trx, `channel:${channelId}`, said.uid)) return
    const { conversation, before, opens } = await placeFor(trx, identity, channelId, at)
    const message = { uid: said.uid, text, identityId: identity.id, channelId, isPublic: identity.public }
    const { messages, patch } = spokenByChannel(conversation, message, opens, at)
    const change = { messages: [...before, ...messages], patch }
    await write(trx, [{ conversation, change, opens }], at)
  })
}

/** Whom a channel greets has done something: there is a conversation, or one that waits for nobody is begun. */
async function placeFor(
  trx: Db,
  identity: Identity,
  channelId: number,
  at: string,
): Promise<Opened & { opens: boolean }> {
  const latest = await findLatest(trx, identity.personId)
  if (latest) return { conversation: latest, before: [], opens: false }
  const made = (await openFor(trx, [{ identity, channelId }], at)).get(identity.personId)
  if (!made) throw new Error('conversation was not made')
  return { ...made, opens: true }
}
