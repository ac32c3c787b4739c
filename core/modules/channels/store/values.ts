import type { Db } from '../../../platform/db/index.ts'

/** A value of an account, sealed. `until` ISO 8601, null for good. */
export type StoredValue = { value: string | null; until: string | null }

/** What is stored under this name, whether it has ended or not, or undefined. */
export async function findValue(db: Db, channelId: number, name: string): Promise<StoredValue | undefined> {
  return db('channel_value').where({ channel_id: channelId, name }).first('value', 'until')
}

/** Stores values; what was there under their names is replaced. */
export async function putValues(
  trx: Db,
  { channelId, until }: { channelId: number; until: string | null },
  values: { name: string; value: string }[],
): Promise<void> {
  const rows = values.map((row) => ({ channel_id: channelId, until, ...row }))
  if (rows.length > 0)
    await trx('channel_value').insert(rows).onConflict(['channel_id', 'name']).merge(['value', 'until'])
}

/** Empties a value, if it still is this one. */
export async function dropValue(db: Db, channelId: number, name: string, value: string): Promise<void> {
  await db('channel_value').where({ channel_id: channelId, name, value }).update({ value: null, until: null })
}

/** Deletes values that ended before `now` (ISO 8601) or were dropped, unless somebody makes them now; answers how many. */
export async function deleteValues(db: Db, now: string): Promise<number> {
  return db('channel_value')
    .where((ended) => ended.whereNull('value').orWhere('until', '<', now))
    .where((free) => free.whereNull('lease').orWhere('leased_until', '<', now))
    .delete()
}

/** `lease` is who makes a value now, until `leasedUntil`. */
type Lease = { channelId: number; name: string; lease: string; now: string; leasedUntil: string }

/** Lets one maker begin: true for the one who may, while there is no living value and nobody else at it. */
export async function leaseValue(
  db: Db,
  { channelId, name, lease, now, leasedUntil }: Lease,
): Promise<boolean> {
  const row = { channel_id: channelId, name }
  await db('channel_value').insert(row).onConflict(['channel_id', 'name']).ignore()
  const taken = await db('channel_value')
    .where(row)
    .where((ended) => ended.whereNull('value').orWhere('until', '<=', now))
    .where((free) => free.whereNull('lease').orWhere('leased_until', '<=', now))
    .update({ lease, leased_until: leasedUntil })
  return taken === 1
}

/** Stores what was made and ends the lease, unless somebody else holds it by now. */
export async function endLease(
  db: Db,
  { channelId, name, lease }: Pick<Lease, 'channelId' | 'name' | 'lease'>,
  made?: { value: string; until: string },
): Promise<void> {
  await db('channel_value')
    .where({ channel_id: channelId, name, lease })
    .update({ ...made, lease: null, leased_until: null })
}
