import type { Db } from '../../../platform/db/index.ts'

/**
 * Every table that names a person by `person_id`. Visits, consents, reply windows and happenings name an identity and go
 * with it; timers, decisions and messages go with their conversation.
 */
const belongings = [
  'identity',
  'conversation',
  'call',
  'task',
  'rating',
  'side_link',
  'short_text',
  'block',
  'do_not_contact',
] as const

/**
 * Gives everything of one person to another, and remembers whose it was. A contact that the other has as well stays: a
 * person has each number once.
 */
export async function giveEverything(trx: Db, from: number, to: number): Promise<void> {
  for (const table of belongings) {
    const but = table === 'identity' ? withoutDoubles : ''
    const bound = but ? [from, to] : [from]
    await trx.raw(
      `insert into person_origin (kind, row_id, person_id)
       select cast(? as varchar), id, person_id from ${table} where person_id = ? ${but}
       on conflict do nothing`,
      [table, ...bound],
    )
    await trx.raw(`update ${table} set person_id = ? where person_id = ? ${but}`, [to, ...bound])
  }
}

const withoutDoubles = `and not exists (select 1 from identity as theirs where theirs.person_id = ?
  and theirs.scope = identity.scope and theirs.external_id = identity.external_id)`

/** Gives a person what was theirs, or was of those who had been merged into them, before they were merged. */
export async function takeBack(trx: Db, family: number[], personId: number): Promise<void> {
  for (const table of belongings) {
    const theirs = trx('person_origin').select('row_id').where({ kind: table }).whereIn('person_id', family)
    await trx(table).whereIn('id', theirs).update({ person_id: personId })
  }
}

/** These rows are their person's own from now on, whoever is split from whom. */
export async function forgetOrigins(
  trx: Db,
  kind: (typeof belongings)[number],
  ids: number[],
): Promise<void> {
  await trx('person_origin').where({ kind }).whereIn('row_id', ids).delete()
}

/**
 * What hangs on an identity or a conversation of these two goes where that is: calls with the number that rang, ratings
 * and tasks with the reception they came from, links with whoever opened them.
 */
export async function followParts(trx: Db, one: number, other: number): Promise<void> {
  const both = [one, other]
  await follow(trx, 'call', 'identity', both)
  for (const table of ['task', 'rating', 'side_link', 'short_text'] as const)
    await follow(trx, table, 'conversation', both)
  for (const table of ['side_link', 'short_text'] as const) await follow(trx, table, 'identity', both)
}

async function follow(
  trx: Db,
  table: (typeof belongings)[number],
  by: 'identity' | 'conversation',
  people: number[],
) {
  const rows: { id: number; person_id: number }[] = await trx(table)
    .join(by, `${by}.id`, `${table}.${by}_id`)
    .whereIn(`${table}.person_id`, people)
    .whereIn(`${by}.person_id`, people)
    .whereRaw(`${by}.person_id <> ${table}.person_id`)
    .select(`${table}.id`, `${by}.person_id`)
  for (const [personId, theirs] of Map.groupBy(rows, ({ person_id: id }) => id)) {
    const ids = theirs.map(({ id }) => id)
    await trx(table).whereIn('id', ids).update({ person_id: personId })
    await forgetOrigins(trx, table, ids)
  }
}
