import { DateTime } from 'luxon'
import type { App, Viewer } from '../../../module.ts'
import { linkTo } from '../../../platform/http/index.ts'
import { agentNames, can } from '../../agents/index.ts'
import { customerFaces, masked } from '../../people/index.ts'
import { rulesOf } from '../rules.ts'
import { findLibrary, type LibraryQuery, type LibraryRow } from '../store/library.ts'

const pageSize = 30

/** What was asked for on the page: days of the clinic's own time. */
export type Asked = Omit<LibraryQuery, 'before'> & { before?: number }

/** The library as its page shows it: rows with names, the next page, and the rule by which they are kept. */
export async function libraryPage(app: App, viewer: Viewer, asked: Asked) {
  const rows = await findLibrary(app.db, viewer, inTime(asked), pageSize + 1)
  const shown = rows.slice(0, pageSize)
  return {
    values: asked,
    rows: await named(app, viewer, shown),
    older: rows.length > pageSize ? linkTo('/recordings', { ...asked, before: shown.at(-1)?.id }) : undefined,
    rules: await rulesOf(app.db),
    mayErase: can(viewer, 'lines.manage'),
  }
}

async function named(app: App, viewer: Viewer, rows: LibraryRow[]) {
  const agents = await agentNames(app.db, [...new Set(rows.flatMap(({ agentId }) => agentId ?? []))])
  const identities = [...new Set(rows.flatMap(({ identityId }) => identityId ?? []))]
  const faces = await customerFaces(app, app.db, viewer.locale, identities)
  return rows.map((row) => ({
    ...row,
    number: row.number && masked('phone', row.number),
    customer: faces.get(row.identityId ?? 0)?.name,
    agent: agents.get(row.agentId ?? 0)?.name,
  }))
}

/** Days as moments: from the first moment of one to the last of the other. */
function inTime({ from, to, ...asked }: Asked): LibraryQuery {
  const moment = (day: string, plus: number) => DateTime.fromISO(day).plus({ days: plus }).toUTC().toISO()
  return { ...asked, from: from && (moment(from, 0) ?? undefined), to: to && (moment(to, 1) ?? undefined) }
}
