import { type Db, isPostgres } from '../../../platform/db/index.ts'
import { searchable } from '../content.ts'
import { gramsOf, type Wanted } from '../finding/grams.ts'
import type { Message } from './rows.ts'

const mostRows = 200

/** Makes these messages findable by their words. */
export async function indexMessages(
  trx: Db,
  messages: Pick<Message, 'id' | 'text' | 'data'>[],
): Promise<void> {
  const entries = messages
    .map((message) => ({ id: message.id, grams: gramsOf(searchable(message)) }))
    .filter(({ grams }) => grams.length > 0)
  for (let start = 0; start < entries.length; start += mostRows) {
    await insertGrams(trx, entries.slice(start, start + mostRows))
  }
}

/** The words of a search as the index of this database takes them. Grams hold letters and digits alone. */
export function matchOf(db: Db, wanted: Wanted[]): string {
  return isPostgres(db)
    ? wanted.map(({ gram, prefix }) => `'${gram}'${prefix ? ':*' : ''}`).join(' & ')
    : wanted.map(({ gram, prefix }) => `"${gram}"${prefix ? '*' : ''}`).join(' AND ')
}

async function insertGrams(trx: Db, entries: { id: number; grams: string[] }[]) {
  const row = isPostgres(trx) ? '(?::integer, array_to_tsvector(?::text[]))' : '(?, ?)'
  await trx.raw(
    `insert into message_search (rowid, grams) values ${entries.map(() => row).join(', ')}`,
    entries.flatMap(({ id, grams }) => [id, isPostgres(trx) ? grams : grams.join(' ')]),
  )
}
