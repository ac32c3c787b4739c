import type { App, Viewer } from '../../../module.ts'
import { can } from '../../agents/index.ts'
import { type CallView, callViews, liveCalls, oversight } from '../../calls/index.ts'
import { extensionOf } from '../../lines/index.ts'
import { type Days, rangesBefore, spanOf } from '../../clinic/index.ts'
import { type Clocks, clocksOfAll } from '../store/workload.ts'
import { queueRows } from './queues.ts'
import { staffRows } from './staff.ts'

type LiveCalls = Awaited<ReturnType<typeof liveCalls>>

/** Everything that goes on now, as far as this supervisor looks after it. */
export async function nowPage(app: App, viewer: Viewer) {
  const today = todayOf(app)
  const calls = await overseen(app, viewer)
  const views = await callViews(app, viewer, calls)
  const queues = await queueRows(app, viewer, calls)
  const staff = await staffRows(app, viewer, spanOf(today), views)
  return {
    totals: totalsOf(queues, staff, await clocksOfAll(app.db, viewer, app.clock().toISOString())),
    queues: queues.map((row) => ({ ...row, isAttended: isAttended(staff, row.id) })),
    staff: staff.filter(isShown),
    absent: staff.filter((row) => !isShown(row)),
    calls: views.map((call, index) => callRow(viewer, call, calls[index])),
    today: today.from,
    seesCalls: can(viewer, 'calls.supervise'),
    hasPhone: (await extensionOf(app.db, viewer.agentId)) !== undefined,
  }
}

function todayOf(app: App): Days {
  const [today] = rangesBefore(app.clock())
  return today ?? { from: '', to: '' }
}

async function overseen(app: App, viewer: Viewer): Promise<LiveCalls> {
  return (await liveCalls(app.db)).filter(await oversight(app, viewer))
}

/** `since`: from when its clock runs. `mode`: how this viewer takes part already. */
function callRow({ agentId }: Viewer, call: CallView, live: LiveCalls[number] | undefined) {
  const legs = Object.values(live?.live.legs ?? {})
  const own = legs.find((leg) => leg.party === 'supervisor' && leg.agentId === agentId)
  const isTalk = call.state === 'talking' || call.state === 'held'
  return {
    ...call,
    since: call.answeredAt ?? call.queuedAt ?? call.startedAt,
    isOwn: call.agentId === agentId,
    maySupervise: isTalk && call.agentId !== agentId,
    ...(own && { mode: own.mode }),
    supervisors: legs.filter((leg) => leg.party === 'supervisor').length,
  }
}

type Staff = Awaited<ReturnType<typeof staffRows>>
type Queues = Awaited<ReturnType<typeof queueRows>>

/** Who is there, or has something in hand although they are not. */
function isShown({ state, open }: Staff[number]): boolean {
  return state !== 'gone' || open > 0
}

/** Whether somebody of this group is there; for those who wait for none, anybody. */
function isAttended(staff: Staff, teamId: number): boolean {
  return staff.some(({ state, teamIds }) => state !== 'gone' && (teamId === 0 || teamIds.includes(teamId)))
}

function totalsOf(queues: Queues, staff: Staff, clocks: Clocks) {
  const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0)
  const [first] = queues.flatMap(({ first: since }) => since ?? []).toSorted()
  const [oldest] = staff.flatMap(({ oldest: since }) => since ?? []).toSorted()
  return {
    waiting: sum(queues.map(({ waiting }) => waiting)),
    ...(first && { first }),
    open: sum(staff.map(({ open }) => open)),
    unanswered: sum(staff.map(({ unanswered }) => unanswered)),
    ...(oldest && { oldest }),
    ...clocks,
    present: staff.filter(({ state }) => state !== 'gone').length,
    free: staff.filter(({ state, share }) => state === 'online' && share < 100).length,
    agents: staff.length,
  }
}
