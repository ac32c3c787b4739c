import { DateTime } from 'luxon'
import type { App, Viewer } from '../../../module.ts'
import { linkTo } from '../../../platform/http/index.ts'
import { listAgents } from '../../agents/index.ts'
import { listLines } from '../../lines/index.ts'
import { masked, peopleLike, phoneOf } from '../../people/index.ts'
import { type Outcome, outcomes } from '../call.ts'
import { type CallFilter, findCalls } from '../store/history.ts'
import { type CallLine, callLines } from './line.ts'

/** The list as its address says it. */
export type Search = {
  q?: string
  direction?: 'in' | 'out'
  outcome?: Outcome
  agent?: number
  line?: number
  from?: string
  to?: string
  missed?: '1'
  recorded?: '1'
  before?: number
}

const pageSize = 50
const mostPeople = 500

/** The calls that this viewer may see, with what they can be narrowed by. */
export async function historyPage(app: App, viewer: Viewer, search: Search) {
  const found = await findCalls(app.db, viewer, await filterOf(app, search), pageSize + 1)
  const calls = found.slice(0, pageSize)
  const last = found.length > pageSize ? calls.at(-1) : undefined
  const { before, ...lasting } = search
  return {
    calls: withDays(await callLines(app, viewer, calls)),
    older: last && linkTo('/calls', { ...lasting, before: last.id }),
    newest: before && linkTo('/calls', lasting),
    search,
    isNarrowed: Object.keys(lasting).length > 0,
    views: viewsOf(search),
    ...(await choicesOf(app, search)),
  }
}

/** Marks the first call of each day of the clinic. */
function withDays(calls: CallLine[]) {
  const days = calls.map(({ startedAt }) => DateTime.fromISO(startedAt).toISODate())
  return calls.map((call, index) => ({ ...call, startsDay: days[index] !== days[index - 1] }))
}

async function filterOf(
  app: App,
  { q, agent, line, missed, recorded, ...rest }: Search,
): Promise<CallFilter> {
  return {
    ...rest,
    agentId: agent,
    lineId: line,
    missed: missed === '1',
    recorded: recorded === '1',
    ...(q && { personIds: await peopleNamed(app, q) }),
  }
}

function peopleNamed(app: App, text: string): Promise<number[]> {
  const digits = text.replace(/\D/g, '')
  const like = { text, phone: phoneOf(text), ...(digits.length >= 4 && { digits }) }
  return peopleLike(app.db, like, mostPeople)
}

/** What people look for most, each one click away. */
function viewsOf({ direction, missed, recorded }: Search) {
  const isAll = !direction && !missed && !recorded
  return [
    { label: 'calls.view.all', href: '/calls', isCurrent: isAll },
    { label: 'calls.view.missed', href: '/calls?missed=1', isCurrent: missed === '1' },
    { label: 'calls.view.in', href: '/calls?direction=in', isCurrent: direction === 'in' },
    { label: 'calls.view.out', href: '/calls?direction=out', isCurrent: direction === 'out' },
    { label: 'calls.view.recorded', href: '/calls?recorded=1', isCurrent: recorded === '1' },
  ]
}

async function choicesOf(app: App, { outcome, agent, line }: Search) {
  const agents = (await listAgents(app)).filter(({ state }) => state !== 'invited')
  const lines = await listLines(app.db)
  return {
    outcomes: outcomes.map((each) => ({ outcome: each, isChosen: each === outcome })),
    agents: agents.map(({ id, name }) => ({ id, name, isChosen: id === agent })),
    lines: lines.map(({ id, name, number }) => ({
      id,
      name: name || masked('phone', number),
      isChosen: id === line,
    })),
  }
}
