import type { App } from '../../../module.ts'
import type { Typed } from '../../../platform/http/index.ts'
import { DateTime } from 'luxon'
import { earlier } from '../../../platform/time.ts'
import { documentsOf } from '../service/documents.ts'
import { listExchanges } from '../service/exchanges.ts'
import { type Line, lineStates, stateAt } from '../line.ts'
import { areaOf } from '../number.ts'
import { listFlows } from '../store/flows.ts'
import { findLine, listLines } from '../store/lines.ts'
import { type Rate, ratesSince } from '../store/rates.ts'
import { beginning } from './beginning.ts'
import { tabs } from './tabs.ts'

const days = 14
const looks = { active: 'good', cooling: 'warn', flagged: 'danger', off: '' }

/** Every number with how it fares, and what was taken out just now. */
export async function linesPage(app: App, removed?: number) {
  const [lines, exchanges] = [await listLines(app.db), await listExchanges(app)]
  const flows = new Map((await listFlows(app.db)).map(({ id, name }) => [id, name]))
  const since = earlier(app.clock(), days * 86_400_000)
  const rates = await ratesSince(app.db, since)
  const gone = removed === undefined ? undefined : await findLine(app.db, removed)
  return {
    tabs: tabs('lines'),
    beginning: await beginning(app),
    days,
    exchanges,
    severalExchanges: exchanges.length > 1,
    removed: gone?.deleted ? gone : undefined,
    lines: lines.map((line) => ({
      ...lineView(app, line),
      flow: line.flowId === null ? undefined : flows.get(line.flowId),
      exchange: exchanges.find(({ id }) => id === line.channelId)?.name,
      rates: rateViews(rates.get(line.id)),
    })),
  }
}

/** The form of a line, new or not, with what was typed. */
export async function linePage(app: App, line: Line | undefined, typed?: Typed) {
  const [exchanges, flows] = [await listExchanges(app), await listFlows(app.db)]
  const firstFlow = flows[0] ? String(flows[0].id) : 'default'
  const blank = { channelId: exchanges[0]?.id, flowId: firstFlow, outgoing: true, most: 1, state: 'active' }
  const stored = line && {
    ...line,
    number: readable(line.number),
    flowId: line.flowId ?? '',
    until: localTime(line.until),
  }
  return {
    line: line && lineView(app, line),
    exchanges,
    severalExchanges: exchanges.length > 1,
    flows,
    states: lineStates,
    documents: line ? await documentsOf(app, line) : [],
    values: typed?.values ?? stored ?? blank,
    faults: typed?.faults ?? {},
  }
}

function lineView(app: App, line: Line) {
  const state = stateAt(line, app.clock().toISOString())
  return {
    ...line,
    state,
    look: looks[state],
    shown: readable(line.number),
    documentCount: line.documents.length,
  }
}

/** As people in China write it: without the country code, a landline as 021-62345678. */
function readable(number: string): string {
  if (!number.startsWith('+86')) return number
  const national = number.slice(3)
  const area = areaOf(number)
  return area ? `${area}-${national.slice(area.length - 1)}` : national
}

function rateViews(rates: { in?: Rate; out?: Rate } = {}) {
  return (['in', 'out'] as const).flatMap((direction) => {
    const rate = rates[direction]
    if (!rate) return []
    const { calls, answered, short } = rate
    return { direction, calls, answered: percent(answered, calls), short: percent(short, answered) }
  })
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 100)
}

/** For a field of the browser, in the clinic's time. */
function localTime(iso: string | null): string {
  return iso ? DateTime.fromISO(iso).toFormat(`yyyy-MM-dd'T'HH:mm`) : ''
}
