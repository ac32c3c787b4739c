import { Conflict, Forbidden, Invalid } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import type { CustomerMessage, Received } from '../../../plugin/index.ts'
import { uuid7 } from '../../../platform/crypto/index.ts'
import type { Db } from '../../../platform/db/index.ts'
import { rememberValues } from '../../channels/index.ts'
import { clearGone, findOrMakeIdentities, lockPeople, markPublic, turnAway } from '../../people/index.ts'
import { type Arrival, filesIn, type Item, messageFrom, ownsFiles } from './arrival.ts'
import { besidePicture, pictureOf } from '../content.ts'
import { storable } from '../conversation.ts'
import { customerMessagesById, ownMessage } from '../showing/customer.ts'
import { openFor } from './opening.ts'
import { heard } from '../rules.ts'
import { type FileRow, filesOf, findFiles } from '../store/files.ts'
import { findCurrent } from '../store/find.ts'
import { findRepeats } from '../store/repeats.ts'
import { isWriting } from '../store/rows.ts'
import { write, type Written } from '../store/write.ts'
import { momentOf } from '../windows/window.ts'
import { grant } from '../windows/windows.ts'

/** A message in the database, as its customer sees it. */
type Stored = { text: string; files: string[]; message: CustomerMessage }

/** Stores all of these in a few queries. An Error is the answer to one that cannot be taken; the others are. */
export async function receiveBatch(app: App, trx: Db, arrivals: Arrival[]): Promise<(Received | Error)[]> {
  const at = app.clock().toISOString()
  const items = await identify(trx, arrivals, at)
  const known = await findStored(trx, items)
  const blocked = await turnAway(trx, newcomers(items, known), at)
  const uids = items.flatMap(({ files: theirs, content }) => [...theirs, pictureOf(content) ?? ''])
  const files = await findFiles(trx, [...new Set(uids)])
  const fresh = new Map<string, Item>()
  for (const item of items) {
    if (known.has(item.key) || fresh.has(item.key) || blocked.has(item.identity.personId)) continue
    if (ownsFiles(item, files)) fresh.set(item.key, item)
  }
  const stored = await storeFresh(trx, [...fresh.values()], files, at)
  await admit(app, trx, [...fresh.values()], at)
  for (const { channelId, remember } of arrivals) {
    if (remember) await rememberValues(trx, app.vault, { channelId }, remember)
  }
  return items.map((item) => {
    const message = known.get(item.key) ?? stored.get(item.key)
    if (!message && blocked.has(item.identity.personId)) return new Forbidden('blocking.refused')
    return answer(item, message, fresh.get(item.key) !== item)
  })
}

/** Whose messages these are, of those that we have not got: what was stored before somebody was blocked stays answered. */
function newcomers(items: Item[], known: Map<string, Stored>): number[] {
  return items.flatMap(({ key, identity }) => (known.has(key) ? [] : identity.personId))
}

/** Whoever speaks is there, and may be answered as far as the rules go. */
async function admit(app: App, trx: Db, items: Item[], at: string) {
  const isPublic = items.filter((item) => item.public && !item.identity.public)
  const isBack = items.filter(({ identity }) => identity.gone)
  await markPublic(
    trx,
    isPublic.map(({ identity }) => identity.id),
  )
  await clearGone(
    trx,
    isBack.map(({ identity }) => identity.id),
  )
  const deeds = items.map(({ identity, doing = 'message', at: said }) => {
    return { identity, doing, at: momentOf(said, at) }
  })
  await grant(app, trx, deeds)
}

function answer(item: Item, stored: Stored | undefined, repeated: boolean): Received | Error {
  if (!stored) return new Invalid([{ field: 'files', message: 'desk.refused.files' }])
  const isSame = stored.text === item.text && sorted(stored.files) === sorted(item.files)
  if (repeated && item.uid && !isSame) return new Conflict('desk.conflict.repeated')
  return { message: stored.message, repeated }
}

function sorted(uids: string[]): string {
  return uids.toSorted().join()
}

async function identify(trx: Db, arrivals: Arrival[], at: string): Promise<Item[]> {
  const callers = arrivals.map(({ channelId, who, public: thread }) => {
    return { channelId, who, public: thread !== undefined }
  })
  const identities = await findOrMakeIdentities(trx, callers, at)
  await lockPeople(trx, [...new Set(identities.map(({ personId }) => personId))])
  return arrivals.flatMap((arrival, index) => {
    const identity = identities[index]
    if (!identity) return []
    const author = `identity:${identity.id}`
    const key = arrival.uid ? `${author} ${arrival.uid}` : `${arrival.channelId} ${arrival.externalId}`
    const name = arrival.uid ?? uuid7()
    return { ...arrival, identity, author, name, key, text: storable(arrival.text ?? '').trim() }
  })
}

async function findStored(trx: Db, items: Item[]): Promise<Map<string, Stored>> {
  const repeats = await findRepeats(trx, items)
  if (repeats.length === 0) return new Map()
  const ids = repeats.map(({ id }) => id)
  const files = await filesOf(trx, ids)
  const shown = await customerMessagesById(trx, ids)
  return new Map(
    repeats.flatMap(({ id, uid, text, data, author, channelId, externalId }) => {
      const message = shown.get(id)
      const held = besidePicture(files.get(id) ?? [], data.content)
      const stored = message && { text, files: held.map((file) => file.uid), message }
      return stored
        ? [`${author} ${uid}`, `${channelId} ${externalId}`].map((key): [string, Stored] => [key, stored])
        : []
    }),
  )
}

async function storeFresh(
  trx: Db,
  items: Item[],
  files: Map<string, FileRow>,
  at: string,
): Promise<Map<string, Stored>> {
  if (items.length === 0) return new Map()
  const byPerson = Map.groupBy(items, ({ identity }) => identity.personId)
  const current = await findCurrent(trx, [...byPerson.keys()], at)
  const openers = [...byPerson].flatMap(([person, [first]]) => (first && !current.has(person) ? first : []))
  const opened = await openFor(trx, openers, at)
  const steps = [...byPerson].flatMap(([person, theirs]) => {
    const { before, conversation } = opened.get(person) ?? { before: [], conversation: current.get(person) }
    const said = [...before, ...theirs.map((item) => messageFrom(item, files))]
    return conversation
      ? { conversation, change: heard(conversation, said, at), opens: opened.has(person) }
      : []
  })
  const written = await write(trx, steps, at)
  return shown(items, written, files)
}

function shown(items: Item[], written: Written[], files: Map<string, FileRow>): Map<string, Stored> {
  const keys = new Map(items.map((item) => [`${item.author} ${item.name}`, item]))
  const pairs = written.flatMap(({ conversation, messages }) =>
    messages.flatMap((message): [string, Stored][] => {
      const item = keys.get(`${message.author} ${message.uid}`)
      if (!item || !isWriting(message)) return []
      const held = filesIn(item, files)
      const own = ownMessage(message, held, conversation.openedAt)
      return [[item.key, { text: item.text, files: item.files, message: own }]]
    }),
  )
  return new Map(pairs)
}
