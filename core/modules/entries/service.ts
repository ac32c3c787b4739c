import { randomInt } from 'node:crypto'
import { Invalid, NotFound } from '../../errors.ts'
import type { App } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import { type Actor, audit } from '../agents/index.ts'
import { asked, type Channel, channelOf } from '../channels/index.ts'
import { type Entry, type EntryNumbers, isPlace } from './entry.ts'
import { entriesOf, entryByCode, findEntry, insertEntry, numbersOf, setArchived } from './store.ts'

export type EntryView = Entry & EntryNumbers

/** Characters that nobody takes for another when they read them out. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const codeLength = 10
const longestName = 80
const mostTries = 100

/**
 * Makes an entry point of an open account: a code that the provider knows, and the address behind it. Throws NotFound
 * for an account that is not there, Invalid where the account is not open, has no entry points, or the provider refuses.
 */
export async function makeEntry(
  app: App,
  actor: Actor,
  channelId: number,
  { name: text, place }: { name: string; place: string },
): Promise<Entry> {
  const channel = await channelOf(app, channelId)
  const name = text.trim()
  if (!name || name.length > longestName)
    throw fault('name', name ? 'errors.fault.long' : 'errors.fault.required')
  if (!isPlace(place)) throw fault('place', 'errors.fault.choice')
  const made = await makeAtProvider(app, channel, name)
  const at = app.clock().toISOString()
  return transaction(app.db, async (trx) => {
    const entry = await insertEntry(trx, { channelId, name, place, createdAt: at, ...made })
    if (!entry) throw new Error(`the code ${made.code} is taken`)
    const detail = { name, place }
    await audit(trx, { ...actor, action: 'entry.add', object: `channel:${channelId}`, detail }, at)
    return entry
  })
}

/** The entry points of an account with what came of them, newest first; `archived` shows the hidden ones as well. */
export async function listEntries(
  app: App,
  channelId: number,
  { archived = false }: { archived?: boolean } = {},
): Promise<EntryView[]> {
  const entries = await entriesOf(app.db, channelId, archived)
  const numbers = await numbersOf(
    app.db,
    entries.map(({ id }) => id),
  )
  return entries.map((entry) => ({ ...entry, ...(numbers.get(entry.id) ?? nothing) }))
}

/** Takes an entry point out of the list. Who comes through it is still told: a poster hangs on. Twice is once. */
export async function archiveEntry(app: App, actor: Actor, id: number): Promise<void> {
  await change(app, actor, id, 'entry.archive', app.clock().toISOString())
}

/** Puts an entry point back into the list. */
export async function restoreEntry(app: App, actor: Actor, id: number): Promise<void> {
  await change(app, actor, id, 'entry.restore', null)
}

const nothing: EntryNumbers = { scans: 0, follows: 0, conversations: 0 }

async function makeAtProvider(app: App, channel: Channel, name: string) {
  const entries = app.channels.open(channel.id)?.entries
  if (!entries) throw fault('', 'entries.refused.closed')
  const code = await freeCode(app, channel.id, Math.min(codeLength, entries.codeLength))
  const { url } = await asked(app, channel, () => entries.make({ code, name }))
  return { code, url }
}

async function change(app: App, actor: Actor, id: number, action: string, archivedAt: string | null) {
  await transaction(app.db, async (trx) => {
    const entry = await findEntry(trx, id)
    if (!entry) throw new NotFound(`entry ${id}`)
    if ((entry.archivedAt === null) === (archivedAt === null)) return
    await setArchived(trx, id, archivedAt)
    const record = { ...actor, action, object: `channel:${entry.channelId}`, detail: { name: entry.name } }
    await audit(trx, record, app.clock().toISOString())
  })
}

/** Where codes are short, two could be the same. */
async function freeCode(app: App, channelId: number, length: number): Promise<string> {
  for (let tries = 0; tries < mostTries; tries++) {
    const code = newCode(length)
    if (!(await entryByCode(app.db, channelId, code))) return code
  }
  throw fault('', 'entries.refused.full')
}

function newCode(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}

function fault(field: string, message: string) {
  return new Invalid([{ field, message }])
}
