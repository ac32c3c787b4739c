import { type Db, json } from '../../../platform/db/index.ts'

/** What settings can be about, besides the clinic: a group, an account of a channel, an agent. */
export type Scope = 'team' | 'channel' | 'agent'

/** What was set for one of them, with `defaults` for what was left out. */
export async function readScope<T extends object>(db: Db, scope: Scope, id: number, defaults: T): Promise<T> {
  const row = await db('reception_settings')
    .where({ scope: `${scope}:${id}` })
    .first('settings')
  return { ...defaults, ...json.read<Partial<T>>(row?.settings, {}) }
}

/** What was set for each of a kind, by id; those of whom nothing was set are absent. */
export async function readScopes<T extends object>(
  db: Db,
  scope: Scope,
  defaults: T,
): Promise<Map<number, T>> {
  const rows: { scope: string; settings: string }[] = await db('reception_settings').whereLike(
    'scope',
    `${scope}:%`,
  )
  return new Map(
    rows.map((row) => [
      Number(row.scope.slice(scope.length + 1)),
      { ...defaults, ...json.read<Partial<T>>(row.settings, {}) },
    ]),
  )
}

/** Writes what is set for one of them over what was. */
export async function writeScope(trx: Db, scope: Scope, id: number, settings: object): Promise<void> {
  await trx('reception_settings')
    .insert({ scope: `${scope}:${id}`, settings: json.write(settings) })
    .onConflict('scope')
    .merge()
}
