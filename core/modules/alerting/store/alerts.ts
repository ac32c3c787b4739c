import { type Db, insertId, json } from '../../../platform/db/index.ts'
import { type Alert, isLevel, type NewAlert } from '../alert.ts'

export type AlertRow = { id: number; kind: string; level: string; data: string; href: string; at: string }

const mostNames = 500

/** Writes an alert down and answers its id. */
export async function insertAlert(trx: Db, alert: NewAlert, at: string): Promise<number> {
  const { kind, level, title, body = '', href = '', agentIds = [], teamId = null } = alert
  const data = json.write({ title, body, agentIds, teamId })
  return insertId(trx, 'alert', { kind, level, data, href, at })
}

/** These alerts, by id. */
export async function alertsById(db: Db, ids: number[]): Promise<Map<number, Alert>> {
  const rows: AlertRow[] = await db('alert').whereIn('id', ids)
  return new Map(rows.map((row) => [row.id, alertFrom(row)]))
}

/** Forgets alerts about these pages, with their deliveries: whom they are about is erased. */
export async function deleteAlertsAbout(trx: Db, hrefs: string[]): Promise<void> {
  for (let from = 0; from < hrefs.length; from += mostNames)
    await trx('alert')
      .whereIn('href', hrefs.slice(from, from + mostNames))
      .delete()
}

/** The alert of a row. */
export function alertFrom({ id, kind, level, data, href, at }: AlertRow): Alert {
  const { title, body, agentIds, teamId }: Pick<Alert, 'title' | 'body' | 'agentIds' | 'teamId'> = json.read(
    data,
    { title: { key: '' }, body: '', agentIds: [], teamId: null },
  )
  return { id, kind, level: isLevel(level) ? level : 'info', title, body, href, agentIds, teamId, at }
}
