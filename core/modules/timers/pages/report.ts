import type { App, Viewer } from '../../../module.ts'
import { agentNames, teamNames } from '../../agents/index.ts'
import { channelBriefs } from '../../channels/index.ts'
import { type Days, rangesBefore, spanOf } from '../../clinic/index.ts'
import type { TimerKind } from '../level.ts'
import { lostBy } from '../store/lost.ts'
import { type By, type Counts, countsBy } from '../store/report.ts'

/** Clocks of one kind with what is said of them: `rate` of those in time, in percent; `mean` milliseconds until an answer. */
type Figures = Counts & { rate: number; mean: number }

const nothing: Counts = { all: 0, inTime: 0, late: 0, answered: 0, seconds: 0 }

/**
 * How many were answered in time in these days, and how many were lost because nobody was: together, and by group, agent
 * and channel.
 */
export async function reportPage(app: App, viewer: Viewer, days: Days) {
  const span = spanOf(days)
  const counted = async (by: By) => {
    const rows = await countsBy(app.db, viewer, span, by)
    const lost = await lostBy(app.db, viewer, span, by)
    const names = await namesOf(app, by, [...new Set(rows.map(({ of }) => of))])
    return [...Map.groupBy(rows, ({ of }) => of)]
      .map(([of, kinds]) => ({ of, name: names.get(of), lost: lost.get(of) ?? 0, ...figuresByKind(kinds) }))
      .toSorted((one, other) => other.total - one.total)
  }
  const byTeam = await counted('team_id')
  const total = figuresByKind(await countsBy(app.db, viewer, span, 'channel_id'))
  const lost = byTeam.reduce((sum, row) => sum + row.lost, 0)
  return {
    limits: true,
    days,
    ranges: rangesBefore(app.clock()),
    total: { ...total, lost, lostRate: percent(lost, total.first.all) },
    tables: [
      { by: 'team', rows: byTeam },
      { by: 'agent', rows: await counted('agent_id') },
      { by: 'channel', rows: await counted('channel_id') },
    ],
  }
}

function figuresByKind(rows: { kind: TimerKind; counts: Counts }[]) {
  const of = (kind: TimerKind) =>
    figuresOf(rows.filter((row) => row.kind === kind).map(({ counts }) => counts))
  const [first, next] = [of('first'), of('next')]
  return { first, next, total: first.all + next.all }
}

function figuresOf(all: Counts[]): Figures {
  const sum = (name: keyof Counts) => all.reduce((total, counts) => total + counts[name], 0)
  const counts = { ...nothing }
  for (const name of ['all', 'inTime', 'late', 'answered', 'seconds'] as const) counts[name] = sum(name)
  const mean = counts.answered > 0 ? Math.round(counts.seconds / counts.answered) * 1000 : 0
  return { ...counts, rate: percent(counts.inTime, counts.all), mean }
}

function percent(part: number, all: number): number {
  return all > 0 ? Math.round((part / all) * 100) : 0
}

async function namesOf(app: App, by: By, ids: number[]): Promise<Map<number, string>> {
  if (by === 'team_id') return teamNames(app.db, ids)
  if (by === 'channel_id') return namesAmong(await channelBriefs(app, ids))
  return namesAmong(await agentNames(app.db, ids))
}

function namesAmong(known: Map<number, { name: string }>): Map<number, string> {
  return new Map([...known].map(([id, { name }]) => [id, name]))
}
