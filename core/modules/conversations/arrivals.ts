import { Conflict, Invalid } from '../../errors.ts'
import type { App } from '../../module.ts'
import type { CustomerMessage, Incoming, Received } from '../../plugin/index.ts'
import { uuid7 } from '../../platform/crypto/index.ts'
import { type Db, json } from '../../platform/db/index.ts'
import { contextFor } from '../journey/index.ts'
import { findOrMakeIdentities, type Identity, lockPeople } from '../people/index.ts'
import { type Conversation, kindOf, type NewMessage, storable } from './conversation.ts'
import { customerMessagesById, ownMessage } from './customer.ts'
import { heard } from './rules.ts'
import { type FileRow, filesOf, findFiles } from './store/files.ts'
import { findCurrent, makeConversations } from './store/find.ts'
import { findRepeats } from './store/repeats.ts'
import { write, type Written } from './store/write.ts'

/** A message on its way in; `files` are uids by now. */
export type Arrival = Omit<Incoming, 'files'> & { channelId: number; files: string[] }

/** An arrival whose author is known. `name` will be its uid; `key` makes it the same message when it comes again. */
type Item = Arrival & { identity: Identity; author: string; name: string; key: string; text: string }
/** A message in the database, as its customer sees it. */
type Stored = { text: string; files: string[]; message: CustomerMessage }

/** Stores all of these in a few queries. An Error is the answer to one that cannot be taken; the others are. */
export async function receiveBatch(app: App, trx: Db, arrivals: Arrival[]): Promise<(Received | Error)[]> {
  const at = app.clock().toISOString()
  const items = await identify(trx, arrivals, at)
  const known = await findStored(trx, items)
  const files = await findFiles(trx, [...new Set(items.flatMap((item) => item.files))])
  const fresh = new Map<string, Item>()
  for (const item of items) {
    if (!known.has(item.key) && !fresh.has(item.key) && ownsFiles(item, files)) fresh.set(item.key, item)
  }
  const stored = await storeFresh(trx, [...fresh.values()], files, at)
  return items.map((item) =>
    answer(item, known.get(item.key) ?? stored.get(item.key), fresh.get(item.key) !== item),
  )
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
  const identities = await findOrMakeIdentities(trx, arrivals, at)
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
    repeats.flatMap(({ id, uid, text, author, channelId, externalId }) => {
      const message = shown.get(id)
      const stored = message && { text, files: (files.get(id) ?? []).map((file) => file.uid), message }
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
  const opened = await openFor(
    trx,
    [...byPerson].filter(([person]) => !current.has(person)),
    at,
  )
  const steps = [...byPerson].flatMap(([person, theirs]) => {
    const conversation = current.get(person) ?? opened.get(person)
    const said = theirs.map((item) => messageFrom(item, files))
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
      if (!item) return []
      const held = item.files.flatMap((uid) => files.get(uid) ?? [])
      const own = ownMessage(message, held, conversation.openedAt)
      return [[item.key, { text: item.text, files: item.files, message: own }]]
    }),
  )
  return new Map(pairs)
}

async function openFor(trx: Db, people: [number, Item[]][], at: string): Promise<Map<number, Conversation>> {
  const rows = []
  for (const [personId, [first]] of people) {
    if (!first) continue
    const known = await contextFor(trx, first.identity.id)
    const context = json.write({ ...known, ...(first.context && { page: first.context }) })
    rows.push({ uid: uuid7(), personId, channelId: first.channelId, context })
  }
  const made = await makeConversations(trx, rows, at)
  return new Map(made.map((conversation) => [conversation.personId, conversation]))
}

function messageFrom(item: Item, files: Map<string, FileRow>): NewMessage {
  const held = item.files.flatMap((uid) => files.get(uid) ?? [])
  return {
    uid: item.name,
    direction: 'in',
    author: item.author,
    kind: kindOf(held, item.duration),
    text: item.text,
    identityId: item.identity.id,
    channelId: item.channelId,
    externalId: item.externalId,
    data: item.duration === undefined ? {} : { duration: item.duration },
    fileIds: held.map(({ id }) => id),
  }
}

function ownsFiles({ files: uids, author }: Item, files: Map<string, FileRow>): boolean {
  return uids.every((uid) => files.get(uid)?.owner === author)
}
