import type { Incoming } from '../../plugin/index.ts'
import { uuid7 } from '../../platform/crypto/index.ts'
import { type Db, json } from '../../platform/db/index.ts'
import { contextFor, touchOfEntry } from '../journey/index.ts'
import type { Identity } from '../people/index.ts'
import type { Conversation } from './conversation.ts'
import { makeConversations } from './store/find.ts'
import { noteOpening, waysIn } from './store/happenings.ts'

/** Whoever begins a conversation: who they are, and the page they were looking at. */
export type Opener = {
  identity: Pick<Identity, 'id' | 'personId'>
  channelId: number
  context?: Incoming['context']
}

const stillFresh = 24 * 60 * 60 * 1000

/**
 * New, empty conversations by person, with what is known of how each came: the visit of our site that they are on, or
 * the entry point through which they came in the last day.
 */
export async function openFor(trx: Db, openers: Opener[], at: string): Promise<Map<number, Conversation>> {
  if (openers.length === 0) return new Map()
  const since = new Date(Date.parse(at) - stillFresh).toISOString()
  const ways = await waysIn(
    trx,
    openers.map(({ identity }) => identity.id),
    since,
  )
  const rows = []
  for (const { identity, channelId, context: page } of openers) {
    const way = ways.get(identity.id)
    const known = await contextFor(trx, identity.id)
    const context = { ...known, ...(way && { touch: touchOfEntry(way) }), ...(page && { page }) }
    rows.push({ uid: uuid7(), personId: identity.personId, channelId, context: json.write(context) })
  }
  const made = new Map((await makeConversations(trx, rows, at)).map((each) => [each.personId, each]))
  for (const { identity } of openers) {
    const [way, conversation] = [ways.get(identity.id), made.get(identity.personId)]
    if (way && conversation) await noteOpening(trx, way.happeningId, conversation.id)
  }
  return made
}
