import { Invalid } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import { wordsOf } from '../../../platform/i18n/index.ts'
import { actorOf, agentNames, audit, csvLine } from '../../agents/index.ts'
import { e164 } from '../../lines/index.ts'
import { personBriefs, visibleAmong } from '../../people/index.ts'
import { countRefusals, listRefusals } from '../store/refusals.ts'
import { markOf } from './mark.ts'
import type { By, Refusal } from './refusal.ts'
import { refuseContact } from './refuse.ts'

const perPage = 50
const mostExported = 1_000_000

/** Search by a whole number, as it was typed; without one, what holds now. */
export type Asked = { number?: string; before?: number }

/** The list of who wants to be left alone, newest first. Throws Invalid for a search that is no number. */
export async function refusalList(app: App, viewer: Viewer, { number, before }: Asked) {
  const at = app.clock().toISOString()
  const hash = number ? markOf(app.vault, numberIn(number)).hash : undefined
  const found = await listRefusals(app.db, { hash, before, limit: perPage + 1 }, at)
  const rows = found.slice(0, perPage)
  return {
    rows: await withNames(app, viewer, rows),
    total: await countRefusals(app.db, at),
    ...(number && { searched: number.trim().slice(-4) }),
    ...(found.length > perPage && { older: rows.at(-1)?.id }),
  }
}

/** Puts a number on the list. Throws Invalid where it is none, or the reason is missing. */
export async function addToList(
  app: App,
  viewer: Viewer,
  { number: text, by, reason }: { number: string; by: By; reason: string },
): Promise<void> {
  const number = numberIn(text)
  const refusal = { number, by, reason, source: 'agent' as const, agentId: viewer.agentId }
  const at = app.clock().toISOString()
  await transaction(app.db, (trx) => refuseContact(trx, app, refusal, at, actorOf(viewer)))
}

/** The list as CSV that is safe to open in a spreadsheet. That somebody took it is itself noted. */
export async function exportList(app: App, viewer: Viewer): Promise<string> {
  const at = app.clock().toISOString()
  return transaction(app.db, async (trx) => {
    const rows = await listRefusals(trx, { limit: mostExported }, at)
    const detail = { rows: rows.length }
    await audit(trx, { ...actorOf(viewer), action: 'refusal.export', object: 'do-not-contact', detail }, at)
    const t = (key: string) => app.i18n.t(viewer.locale, key)
    const head = ['tail', 'by', 'reason', 'source', 'since', 'until'].map((name) =>
      t(`dialing.column.${name}`),
    )
    const lines = rows.map(({ tail, by, reason, source, since, until }) => [
      `****${tail}`,
      t(`dialing.by.${by}`),
      wordsOf(app, viewer.locale, reason),
      t(`dialing.source.${source}`),
      since,
      until ?? '',
    ])
    return `\uFEFF${[head, ...lines].map(csvLine).join('')}`
  })
}

async function withNames(app: App, viewer: Viewer, rows: Refusal[]) {
  const people = [...new Set(rows.flatMap(({ personId }) => personId ?? []))]
  const seen = await visibleAmong(app.db, viewer, people)
  const briefs = await personBriefs(app, viewer.locale, seen)
  const staff = rows.flatMap(({ agentId, liftedBy }) => [agentId, liftedBy].filter((id) => id !== null))
  const agents = await agentNames(app.db, [...new Set(staff)])
  return rows.map((row) => ({
    ...row,
    reason: wordsOf(app, viewer.locale, row.reason),
    liftedReason: row.liftedReason && wordsOf(app, viewer.locale, row.liftedReason),
    person: briefs.get(row.personId ?? 0),
    agent: agents.get(row.agentId ?? 0)?.name,
    lifter: agents.get(row.liftedBy ?? 0)?.name,
  }))
}

function numberIn(text: string): string {
  const number = e164(text)
  if (!number.startsWith('+')) throw new Invalid([{ field: 'number', message: 'dialing.refused.number' }])
  return number
}
