import { type Db, json } from '../../platform/db/index.ts'
import type { OwnDay } from './calendar/calendar.ts'
import type { Hours } from './hours.ts'

/** A setting's value, or the fallback where it was never written. */
export async function readSetting<T>(db: Db, key: string, fallback: T): Promise<T> {
  const row = await db('setting').where({ key }).first('value')
  return json.read(row?.value, fallback)
}

/** Writes a setting's value over the old one. */
export async function writeSetting(trx: Db, key: string, value: unknown): Promise<void> {
  await trx('setting')
    .insert({ key, value: json.write(value) })
    .onConflict('key')
    .merge()
}

/** Forgets a setting. */
export async function removeSetting(trx: Db, key: string): Promise<void> {
  await trx('setting').where({ key }).delete()
}

/** The hours that a group or channel (`team:3`, `channel:2`) keeps instead of the clinic's; undefined where it has none. */
export async function ownHours(db: Db, scope: string): Promise<Hours | undefined> {
  const row = await db('reception_settings').where({ scope }).first('settings')
  return json.read<{ hours?: Hours | null }>(row?.settings, {}).hours ?? undefined
}

/** What admins said of single days, by date. */
export async function ownDays(db: Db): Promise<OwnDay[]> {
  return db('calendar_day').orderBy('date').select('date', 'kind', 'name', 'follows')
}

/** Says something of these days, over what was said of them before. */
export async function putDays(trx: Db, days: OwnDay[]): Promise<void> {
  if (days.length > 0) await trx('calendar_day').insert(days).onConflict('date').merge()
}

/** Says nothing of a day any more. */
export async function dropDay(trx: Db, date: string): Promise<void> {
  await trx('calendar_day').where({ date }).delete()
}
