import type { App } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import { type Actor, audit } from '../../agents/index.ts'
import { e164 } from '../../lines/index.ts'
import { clean } from '../../people/index.ts'
import { insertRefusals, knownHashes } from '../store/refusals.ts'
import { type Mark, marksOf } from './mark.ts'
import { readTable, type TableRow } from './table.ts'

/** A row that nobody can be found by. `message` is a translation key. */
export type BadRow = { line: number; text: string; message: string }

/** What a list would bring: numbers that are new, how many are listed already or stand twice, and rows with faults. */
export type Preview = {
  fresh: (Mark & { reason: string })[]
  known: number
  repeated: number
  faults: BadRow[]
}

type GoodRow = { number: string; reason: string }

const mostRows = 50_000
const heading = /^(电话|手机|号码|电话号码|手机号码?|phone|phone number|number|mobile|tel|telephone)$/i

/** Looks through a list, `number,reason` on each line with or without a heading, and changes nothing. */
export async function previewImport(app: App, text: string): Promise<Preview> {
  const rows = bodyOf(readTable(text))
  const faults = rows.flatMap((row, at) => faultOf(row, at) ?? [])
  const good = rows.slice(0, mostRows).flatMap((row) => goodOf(row) ?? [])
  const byNumber = new Map(good.toReversed().map((row) => [row.number, row]))
  const unique = [...byNumber.values()].toReversed()
  const marks = marksOf(
    app.vault,
    unique.map(({ number }) => number),
  )
  const hashes = marks.map(({ hash }) => hash)
  const listed = await knownHashes(app.db, hashes, app.clock().toISOString())
  const fresh = marks.flatMap((mark, at) =>
    listed.has(mark.hash) ? [] : [{ ...mark, reason: unique[at]?.reason ?? '' }],
  )
  return { fresh, known: unique.length - fresh.length, repeated: good.length - unique.length, faults }
}

/**
 * Takes over what is good of a list. Answers what came of it, and the rows with faults as text, to be mended: nothing is
 * lost.
 */
export async function importRefusals(
  app: App,
  actor: Actor & { agentId: number },
  text: string,
): Promise<{ added: number; rest: string }> {
  const { agentId, ...who } = actor
  const { fresh, faults } = await previewImport(app, text)
  const at = app.clock().toISOString()
  const shared = { by: 'all' as const, personId: null, source: 'import' as const, agentId, until: null }
  if (fresh.length > 0)
    await transaction(app.db, async (trx) => {
      const since = await knownHashes(
        trx,
        fresh.map(({ hash }) => hash),
        at,
      )
      const rows = fresh.filter(({ hash }) => !since.has(hash)).map((row) => ({ ...row, ...shared }))
      await insertRefusals(trx, rows, at)
      const detail = { rows: rows.length }
      await audit(trx, { ...who, action: 'refusal.import', object: 'do-not-contact', detail }, at)
    })
  return { added: fresh.length, rest: faults.map((fault) => fault.text).join('\n') }
}

/** What is no heading by its first word is a row with a fault, which somebody sees. */
function bodyOf(rows: TableRow[]): TableRow[] {
  const [first, ...rest] = rows
  return first && heading.test(first.cells[0] ?? '') ? rest : rows
}

function goodOf({ cells }: TableRow): GoodRow | undefined {
  const [written = '', ...rest] = cells
  const number = e164(written.replace(/^'/, ''))
  return number.startsWith('+') ? { number, reason: clean(rest.filter(Boolean).join(' '), 200) } : undefined
}

function faultOf(row: TableRow, at: number): BadRow | undefined {
  const text = row.cells.join(',')
  if (at >= mostRows) return { line: row.line, text, message: 'dialing.import.many' }
  return goodOf(row) ? undefined : { line: row.line, text, message: 'dialing.import.no-number' }
}
