import { DateTime } from 'luxon'
import type { App, Viewer } from '../../../module.ts'
import { agentNames } from '../../agents/index.ts'
import { type Days, rangesBefore, type Span, spanOf } from '../../clinic/index.ts'
import { listLines } from '../../lines/index.ts'
import {
  type Counts,
  countsByAgent,
  countsByHour,
  countsByLine,
  type Sound,
  soundByLine,
} from '../store/report.ts'
import { type Figures, figuresOf, sumOf } from './figures.ts'

/** The numbers of some days: all together, by agent, by line, and by hour of the day. */
export async function reportPage(app: App, viewer: Viewer, days: Days) {
  const span = spanOf(days)
  const byAgent = await countsByAgent(app.db, viewer, span)
  const byHour = await countsByHour(app.db, viewer, span)
  return {
    days,
    ranges: rangesBefore(app.clock()),
    total: figuresOf(sumOf([...byAgent.values()])),
    agents: await agentRows(app, byAgent),
    lines: await lineRows(app, viewer, span),
    hours: hoursOf(byHour),
  }
}

async function agentRows(app: App, byAgent: Map<number, Counts>) {
  const names = await agentNames(app.db, [...byAgent.keys()])
  return [...byAgent]
    .flatMap(([id, counts]) => {
      const name = names.get(id)?.name
      return name ? { name, ...figuresOf(counts) } : []
    })
    .sort((a, b) => b.talkMs - a.talkMs)
}

async function lineRows(app: App, viewer: Viewer, span: Span) {
  const byLine = await countsByLine(app.db, viewer, span)
  const sounds = await soundByLine(app.db, viewer, span)
  return (await listLines(app.db)).flatMap(({ id, name, number, state }) => {
    const counts = byLine.get(id)
    return counts ? { name, number, state, ...figuresOf(counts), sound: roundedSound(sounds.get(id)) } : []
  })
}

function roundedSound(sound: Sound | undefined) {
  if (!sound?.measured) return undefined
  return { jitter: Math.round(sound.jitter), lost: Math.round(sound.lost * 10) / 10, deaf: sound.deaf }
}

/** Twenty-four bars, of the clinic's own hours; `share` is of the busiest, in percent. */
function hoursOf(
  byHour: Map<string, Counts>,
): { hour: number; figures: Figures; share: number; top: number }[] {
  const local = Map.groupBy(byHour, ([hour]) => DateTime.fromISO(`${hour}:00:00Z`).hour)
  const hours = Array.from({ length: 24 }, (_, hour) =>
    figuresOf(sumOf((local.get(hour) ?? []).map(([, counts]) => counts))),
  )
  const most = Math.max(1, ...hours.map(({ calls }) => calls))
  return hours.map((figures, hour) => {
    const share = Math.round((figures.calls / most) * 100)
    return { hour, figures, share, top: 100 - share }
  })
}
