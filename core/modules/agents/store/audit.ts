import { DateTime } from 'luxon'
import { type Db, isPostgres } from '../../../platform/db/index.ts'

export type AuditRow = {
  id: number
  at: string
  actor: string
  action: string
  object: string
  ip: string | null
  detail: string
  hash: string
}

/** `from` and `to` are days, YYYY-MM-DD, of the clinic; `before` pages by id. */
export type AuditQuery = {
  actor?: string
  action?: string
  object?: string
  from?: string
  to?: string
  before?: number
}

/** The hash that the next entry builds on, locked until the transaction ends: entries are chained one by one. */
export async function lockLastHash(trx: Db): Promise<string> {
  if (isPostgres(trx)) await trx.raw(`select pg_advisory_xact_lock(hashtext('qiantai.audit'))`)
  const last = await trx('audit').orderBy('id', 'desc').first('hash')
  return last?.hash ?? ''
}

/** Adds an entry. */
export async function insertAudit(trx: Db, row: Omit<AuditRow, 'id'>): Promise<void> {
  await trx('audit').insert(row)
}

/** Entries that fit the query, newest first. */
export async function findAudit(db: Db, query: AuditQuery, limit: number): Promise<AuditRow[]> {
  const rows = db('audit').orderBy('id', 'desc').limit(limit)
  if (query.actor) rows.where('actor', query.actor)
  if (query.action) rows.where('action', query.action)
  if (query.object) rows.where('object', query.object)
  if (query.from) rows.where('at', '>=', startOf(query.from))
  if (query.to) rows.where('at', '<', startOf(query.to, 1))
  if (query.before) rows.where('id', '<', query.before)
  return rows
}

function startOf(day: string, later = 0): string {
  return DateTime.fromISO(day).plus({ days: later }).toUTC().toISO() ?? ''
}

/** Entries after an id, oldest first. */
export async function auditAfter(db: Db, id: number, limit: number): Promise<AuditRow[]> {
  return db('audit').where('id', '>', id).orderBy('id').limit(limit)
}

/** Every action that occurs, for a filter. */
export async function auditActions(db: Db): Promise<string[]> {
  return db('audit').distinct('action').orderBy('action').pluck('action')
}

const named = ['agent', 'channel', 'person', 'role', 'team']

/** What these (`agent:3`, `channel:1`) are called; what has no name or is gone is left out. `key` is a role's. */
export async function objectNames(
  db: Db,
  objects: string[],
): Promise<Map<string, { name: string; key?: string }>> {
  const names = new Map<string, { name: string; key?: string }>()
  for (const table of named) {
    const ids = objects.flatMap((object) =>
      object.startsWith(`${table}:`) ? Number(object.split(':')[1]) : [],
    )
    const columns = table === 'role' ? ['id', 'name', 'key'] : ['id', 'name']
    const rows = await db(table)
      .whereIn('id', [...new Set(ids.filter(Number.isSafeInteger))])
      .select(columns)
    for (const { id, ...row } of rows) names.set(`${table}:${id}`, row)
  }
  return names
}
