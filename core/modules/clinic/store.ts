import { type Db, json } from '../../platform/db/index.ts'

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
