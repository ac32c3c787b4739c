import type { Incoming } from '../../../plugin/index.ts'
import { uuid7 } from '../../../platform/crypto/index.ts'
import { type Db, json } from '../../../platform/db/index.ts'
import { earlier } from '../../../platform/time.ts'
import { contextFor, touchOfEntry } from '../../journey/index.ts'
import type { Identity } from '../../people/index.ts'
import type { Conversation, NewMessage } from '../conversation.ts'
import { eventMessage } from '../rules.ts'
import { makeConversations } from '../store/find.ts'
import { followsOf, noteOpening, waysIn } from '../store/happenings.ts'

/** Whoever begins a conversation: who they are, and the page they were looking at. */
export type Opener = {
  identity: Pick<Identity, 'id' | 'personId'>
  channelId: number
  context?: Incoming['context']
}

/** A conversation made just now. `before`: lines about what the customer did when there was none to say it in. */
export type Opened = { conversation: Conversation; before: NewMessage[] }

const stillFresh = 24 * 60 * 60 * 1000

/**
 * New, empty conversations by person, with what is known of how each came: the visit of our site that they are on, or
 * the entry point through which they came in the last day.
 */
export async function openFor(trx: Db, openers: Opener[], at: string): Promise<Map<number, Opened>> {
  if (openers.length === 0) return new Map()
  const since = earlier(at, stillFresh)
  const ids = openers.map(({ identity }) => identity.id)
  const [ways, follows] = [await waysIn(trx, ids, since), await followsOf(trx, ids, since)]
  const rows = []
  for (const { identity, channelId, context: page } of openers) {
    const way = ways.get(identity.id)
    const known = await contextFor(trx, identity.id)
    const context = { ...known, ...(way && { touch: touchOfEntry(way) }), ...(page && { page }) }
    rows.push({ uid: uuid7(), personId: identity.personId, channelId, context: json.write(context) })
  }
  const made = new Map((await makeConversations(trx, rows, at)).map((each) => [each.personId, each]))
  const opened = new Map<number, Opened>()
  for (const { identity, channelId } of openers) {
    const [way, conversation] = [ways.get(identity.id), made.get(identity.personId)]
    if (!conversation) continue
    if (way) await noteOpening(trx, way.happeningId, conversation.id)
    const before = followed({ identity, channelId }, follows.get(identity.id))
    opened.set(identity.personId, { conversation, before })
  }
  return opened
}

/** The line that stands first where somebody has followed the account and only now says something. */
function followed({ identity, channelId }: Opener, at: string | undefined): NewMessage[] {
  if (!at) return []
  const line = eventMessage(`identity:${identity.id}`, 'happened.follow')
  return [{ ...line, identityId: identity.id, channelId, at }]
}
