import { createHash } from 'node:crypto'
import type { App, Viewer } from '../../../module.ts'
import { type Db, json, transaction } from '../../../platform/db/index.ts'
import { type Actor, actorOf } from '../actor.ts'
import {
  auditAfter,
  type AuditQuery,
  type AuditRow,
  findAudit,
  insertAudit,
  lockLastHash,
} from '../store/audit.ts'
import { csvLine } from '../csv.ts'

/** `object` names what it was done to (`agent:3`); `detail` says which keys changed, never what somebody wrote. */
export type Deed = Actor & { action: string; object: string; detail?: object }
export type Chain = { ok: boolean; entries: number; head: string; brokenAt?: number }

const exportLimit = 100_000

/** Writes down who did what, in the transaction that does it. Each entry's hash covers the entry before it. */
export async function audit(trx: Db, deed: Deed, at: string): Promise<void> {
  const previous = await lockLastHash(trx)
  const entry = {
    at,
    actor: deed.actor,
    action: deed.action,
    object: deed.object,
    ip: deed.ip ?? null,
    detail: json.write(deed.detail ?? {}),
  }
  await insertAudit(trx, { ...entry, hash: hashOf(previous, entry) })
}

/** The names of what is otherwise than before: all that an entry says of settings. */
export function changedFields(before: object, after: object): string[] {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  const names = new Set([...was.keys(), ...is.keys()])
  return [...names].filter((name) => JSON.stringify(was.get(name)) !== JSON.stringify(is.get(name)))
}

/** Reads the whole log again: was an entry changed, put in or taken out? `head` is the newest hash, to note elsewhere. */
export async function verifyAudit(db: Db): Promise<Chain> {
  const chain: Chain = { ok: true, entries: 0, head: '' }
  let last = 0
  for (let rows = await auditAfter(db, 0, 1000); rows.length > 0; rows = await auditAfter(db, last, 1000)) {
    for (const row of rows) {
      if (row.hash !== hashOf(chain.head, row)) return { ...chain, ok: false, brokenAt: row.id }
      Object.assign(chain, { entries: chain.entries + 1, head: row.hash })
    }
    last = rows.at(-1)?.id ?? last
  }
  return chain
}

/** The entries that fit, as a CSV file that is safe to open in a spreadsheet. That somebody took it is itself noted. */
export async function exportAudit(app: App, viewer: Viewer, query: AuditQuery): Promise<string> {
  return transaction(app.db, async (trx) => {
    const rows = await findAudit(trx, query, exportLimit)
    const deed = {
      ...actorOf(viewer),
      action: 'audit.exported',
      object: 'audit',
      detail: { rows: rows.length, ...query },
    }
    await audit(trx, deed, app.clock().toISOString())
    return `\uFEFF${[columns, ...rows.map(cells)].map(csvLine).join('')}`
  })
}

const columns = ['id', 'at', 'actor', 'action', 'object', 'ip', 'detail', 'hash']

function cells(row: AuditRow): string[] {
  return [String(row.id), row.at, row.actor, row.action, row.object, row.ip ?? '', row.detail, row.hash]
}

function hashOf(previous: string, entry: Omit<AuditRow, 'id' | 'hash'>): string {
  const { at, actor, action, object, ip, detail } = entry
  return createHash('sha256')
    .update(JSON.stringify([previous, at, actor, action, object, ip, detail]))
    .digest('hex')
}
