import { Forbidden, Invalid } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import type { Happening } from '../../../plugin/index.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { type Entry, entryByCode } from '../../entries/index.ts'
import { recordTouch, touchOfEntry } from '../../journey/index.ts'
import {
  blockedAmong,
  findOrMakeIdentities,
  type Identity,
  lockPeople,
  personChanged,
  updateIdentity,
} from '../../people/index.ts'
import { openFor } from './opening.ts'
import { findCurrent } from '../store/find.ts'
import { insertHappening } from '../store/happenings.ts'
import { write } from '../store/write.ts'
import { befell } from './unasked.ts'
import { isLeaving, momentOf } from '../windows/window.ts'
import { grant } from '../windows/windows.ts'

/**
 * Stores what a customer did that is no message: what it allows by the reply rules, the entry point through which they
 * came, and a line in their open conversation; where none is open, one is opened if the happening asks for it. The same
 * `externalId` of the channel is the same happening. Throws Invalid for ids that are none, and
 * Forbidden for a customer who is blocked, but for their leaving.
 */
export async function happened(
  app: App,
  channelId: number,
  happening: Happening,
): Promise<{ repeated: boolean }> {
  check(happening)
  const at = app.clock().toISOString()
  return transaction(app.db, async (trx) => {
    const [identity] = await findOrMakeIdentities(trx, [{ channelId, who: happening.who }], at)
    if (!identity) throw new Error('identity was not made')
    await lockPeople(trx, [identity.personId])
    const blocked = await blockedAmong(trx, [identity.personId], at)
    if (blocked.size > 0 && !isLeaving(happening.type)) throw new Forbidden('blocking.refused')
    const entry = happening.entry ? await entryByCode(trx, channelId, happening.entry) : undefined
    const { externalId, type } = happening
    const moment = momentOf(happening.at, at)
    const fact = { channelId, identityId: identity.id, entryId: entry?.id, externalId, type, at: moment }
    const id = await insertHappening(trx, fact)
    if (id === undefined) return { repeated: true }
    if (entry) await comeThrough(trx, identity, entry, at)
    await tell(trx, identity, { ...happening, channelId, entryName: entry?.name }, at)
    await updateIdentity(trx, identity.id, { gone: isLeaving(type) ? type : null })
    await grant(app, trx, [{ identity, doing: type, at: moment }])
    return { repeated: false }
  })
}

function check({ who, externalId }: Happening) {
  const wrong = Object.entries({ who, externalId }).filter(([, id]) => id.length < 1 || id.length > 200)
  if (wrong.length > 0)
    throw new Invalid(wrong.map(([field]) => ({ field, message: 'errors.fault.invalid' })))
}

async function comeThrough(trx: Db, { personId }: Identity, entry: Entry, at: string) {
  await recordTouch(trx, personId, touchOfEntry(entry))
  await append(trx, personChanged(personId), at)
}

async function tell(
  trx: Db,
  identity: Identity,
  { channelId, opens, ...happening }: Happening & { channelId: number; entryName: string | undefined },
  at: string,
) {
  const current = (await findCurrent(trx, [identity.personId], at)).get(identity.personId)
  if ((!current || current.status === 'closed') && !opens) return
  const opened = current
    ? undefined
    : (await openFor(trx, [{ identity, channelId }], at)).get(identity.personId)
  const conversation = current ?? opened?.conversation
  if (!conversation) return
  const { messages, patch } = befell(conversation, { ...happening, identity, channelId }, at)
  const before = happening.type === 'follow' ? [] : (opened?.before ?? [])
  const change = { messages: [...before, ...messages], patch }
  await write(trx, [{ conversation, change, opens: opened !== undefined }], at)
}
