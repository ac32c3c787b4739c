import { DateTime } from 'luxon'
import type { App, Viewer } from '../../../module.ts'
import { agentNames, can, teamNames } from '../../agents/index.ts'
import type { Span } from '../../clinic/index.ts'
import { rowsOf } from '../../conversations/index.ts'
import { conversationsBehind, type NumberName } from '../store/list.ts'
import { daySpan } from './usual.ts'

/**
 * The list as its address says it. `team` 0 is no team; `from` and `to` are ISO 8601: without them, what counts those who
 * came counts those of today.
 */
export type Search = { of: NumberName; team?: number; agent?: number; from?: string; to?: string }

const most = 100
const came: NumberName[] = ['arrived', 'answered', 'abandoned']

/** The conversations behind a number of the board, with what a supervisor can do about each. */
export async function listPage(app: App, viewer: Viewer, { of, team, agent, ...search }: Search) {
  const asked = spanIn(search)
  const today = !asked && came.includes(of)
  const span = today ? daySpan(DateTime.fromJSDate(app.clock())) : asked
  const now = app.clock().toISOString()
  const behind = { of, now, teamId: team, agentId: agent, ...(span && { span }) }
  const ids = await conversationsBehind(app.db, viewer, behind, most + 1)
  const order = span ? 'recent' : 'waiting'
  const rows = await rowsOf(app, viewer, ids.slice(0, most), { order })
  return {
    of,
    rows: rows.map((row) => ({ ...row, supervision: supervisionOf(viewer, row) })),
    more: ids.length > most,
    about: await aboutOf(app, viewer, { of, team, agent }),
    today,
    ...(asked && { span: asked }),
    ...(span && can(viewer, 'calls.supervise') && { callsOn: DateTime.fromISO(span.from).toISODate() }),
  }
}

/** Who joins twice has joined once: what they did before is asked for where they do it. */
function supervisionOf(viewer: Viewer, { agent, status }: { agent?: { id: number }; status: string }) {
  const may = can(viewer, 'conversations.supervise')
  const colleague = may && agent !== undefined && agent.id !== viewer.agentId && status !== 'closed'
  return { may, colleague, joined: false, returnTo: null }
}

async function aboutOf({ db, i18n }: App, { locale }: Viewer, { team, agent }: Search): Promise<string[]> {
  const names = agent ? [(await agentNames(db, [agent])).get(agent)?.name] : []
  if (team === 0) names.push(i18n.t(locale, 'board.no-team'))
  if (team) names.push((await teamNames(db, [team])).get(team))
  return names.filter((name) => name !== undefined)
}

function spanIn({ from, to }: Pick<Search, 'from' | 'to'>): Span | undefined {
  return from && to ? { from: moment(from), to: moment(to) } : undefined
}

function moment(text: string): string {
  return DateTime.fromISO(text).toUTC().toISO() ?? ''
}
