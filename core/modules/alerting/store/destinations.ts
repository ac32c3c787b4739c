import { type Db, flag, insertId, json } from '../../../platform/db/index.ts'
import { type Destination, isDestinationKind, openFilter } from '../destination.ts'

type Row = {
  id: number
  kind: string
  name: string
  settings: string
  secrets: string
  filter: string
  enabled: number
}

/** Every destination that was not removed, in the order they were added. */
export async function listDestinations(db: Db): Promise<Destination[]> {
  const rows: Row[] = await db('alert_destination').where({ deleted: 0 }).orderBy('id')
  return rows.flatMap(fromRow)
}

/** One of them, or undefined; a removed one is found with `removed` alone. */
export async function findDestination(
  db: Db,
  id: number,
  { removed = false } = {},
): Promise<Destination | undefined> {
  const query = db('alert_destination').where({ id })
  const row: Row | undefined = await (removed ? query : query.where({ deleted: 0 })).first()
  return row && fromRow(row)[0]
}

/** Writes a new destination down and answers its id. */
export async function insertDestination(
  trx: Db,
  destination: Omit<Destination, 'id'>,
  at: string,
): Promise<number> {
  return insertId(trx, 'alert_destination', { ...toRow(destination), created_at: at })
}

/** Writes what changed of a destination. */
export async function updateDestination(
  trx: Db,
  id: number,
  change: Partial<Omit<Destination, 'id' | 'kind'>>,
): Promise<void> {
  await trx('alert_destination').where({ id }).update(toRow(change))
}

/** Removes a destination, or brings it back; what it was told stays in the log. */
export async function setRemoved(trx: Db, id: number, removed: boolean): Promise<void> {
  await trx('alert_destination')
    .where({ id })
    .update({ deleted: flag.write(removed) })
}

function toRow({ kind, name, settings, sealed, filter, enabled }: Partial<Destination>) {
  return {
    ...(kind !== undefined && { kind }),
    ...(name !== undefined && { name }),
    ...(settings !== undefined && { settings: json.write(settings) }),
    ...(sealed !== undefined && { secrets: sealed }),
    ...(filter !== undefined && { filter: json.write(filter) }),
    ...(enabled !== undefined && { enabled: flag.write(enabled) }),
  }
}

function fromRow({ id, kind, name, settings, secrets, filter, enabled }: Row): Destination[] {
  if (!isDestinationKind(kind)) return []
  return [
    {
      id,
      kind,
      name,
      settings: json.read(settings, {}),
      sealed: secrets,
      filter: { ...openFilter, ...json.read(filter, {}) },
      enabled: flag.read(enabled),
    },
  ]
}
