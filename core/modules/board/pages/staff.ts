import type { App, Viewer } from '../../../module.ts'
import { type AgentView, can, listAgents } from '../../agents/index.ts'
import { type AgentLine, type CallView, lineStates } from '../../calls/index.ts'
import type { Span } from '../../clinic/index.ts'
import { type Extension, listExtensions } from '../../lines/index.ts'
import { agentDefaults, agentSettings, receptionSettings, weightOf } from '../../reception/index.ts'
import { looksAfterTeam } from '../../routing/index.ts'
import { type Counts, countsByAgent } from '../store/report.ts'
import {
  abuseByAgent,
  blocksByAgent,
  type Clocks,
  clocksByAgent,
  type Held,
  heldByAgent,
} from '../store/workload.ts'
import { hour, strainOf } from '../strain.ts'
import { figuresOf } from './figures.ts'

type World = {
  now: Date
  held: Map<number, Held>
  /** Also of other branches than the one that is looked at: what fills them. */
  everything: Map<number, Held>
  clocks: Map<number, Clocks>
  lines: Map<number, AgentLine>
  extensions: Map<number, Extension>
  counts: Map<number, Counts>
  blocks: Map<number, number>
  abuse: Map<number, number>
  capacityOf: (agentId: number) => number
  weigh: (held: Held, capacity: number) => number
}

const nothing: Held = { byKind: [], open: 0, unanswered: 0, oldest: null }

/** Everybody whom this viewer looks after: what they do, what they have in hand, and how they bear it; the fullest first. */
export async function staffRows(app: App, viewer: Viewer, today: Span, calls: CallView[]) {
  const world = await readWorld(app, viewer, today)
  const agents = (await listAgents(app)).filter(
    (agent) => agent.state === 'active' && looksAfter(viewer, agent),
  )
  const rows = agents.map((agent) => staffRow(world, agent, calls))
  return rows.toSorted((one, other) => other.share - one.share || other.open - one.open)
}

async function readWorld(app: App, viewer: Viewer, today: Span): Promise<World> {
  const { db } = app
  const now = app.clock()
  const settings = await receptionSettings(db)
  const own = await agentSettings.all(db)
  const extensions = await listExtensions(db)
  const held = await heldByAgent(db, viewer)
  const { within, ...everywhere } = viewer
  return {
    now,
    held,
    everything: within ? await heldByAgent(db, everywhere) : held,
    clocks: await clocksByAgent(db, viewer, now.toISOString()),
    lines: await lineStates(db),
    extensions: new Map(extensions.map((each) => [each.agentId, each])),
    counts: can(viewer, 'calls.supervise') ? await countsByAgent(db, viewer, today) : new Map(),
    blocks: await blocksByAgent(db, today.from),
    abuse: await abuseByAgent(db, today.from),
    capacityOf: (agentId) => (own.get(agentId) ?? agentDefaults).capacity ?? settings.capacity,
    weigh: ({ byKind }, capacity) =>
      byKind.reduce((sum, { kind, open }) => sum + open * weightOf({ settings }, { kind }, capacity), 0),
  }
}

/** Whoever sees only what is their own looks after nobody else. */
function looksAfter(viewer: Viewer, { id, teams }: AgentView): boolean {
  const isOfTheirs = teams.some((team) => looksAfterTeam(viewer, team.id))
  if (viewer.within) return isOfTheirs
  if (viewer.scope === 'all' || id === viewer.agentId) return true
  return viewer.scope === 'team' && isOfTheirs
}

function staffRow(world: World, agent: AgentView, calls: CallView[]) {
  const { id, name, avatar, teams } = agent
  const held = world.held.get(id) ?? nothing
  const { over, due } = world.clocks.get(id) ?? { over: 0, due: 0 }
  const counts = world.counts.get(id)
  const call = calls.find(({ agentId }) => agentId === id)
  const load = loadOf(world, id, world.everything.get(id) ?? nothing)
  const state = stateOf(world, agent)
  const shift = {
    ...load,
    over,
    streak: streakOf(world, agent),
    hangUps: counts?.short ?? 0,
    blocks: world.blocks.get(id) ?? 0,
    abuse: world.abuse.get(id) ?? 0,
  }
  return {
    id,
    name,
    ...(avatar && { avatar }),
    teamIds: teams.map((team) => team.id),
    ...state,
    ...load,
    open: held.open,
    unanswered: held.unanswered,
    ...(held.oldest && { oldest: held.oldest }),
    over,
    due,
    ...(call && { call: { id: call.id, name: call.name } }),
    ...(counts && { today: figuresOf(counts) }),
    shift: { ...shift, ...strainOf(shift), hours: Math.floor(shift.streak / hour) },
  }
}

/** `share`: percent of what they can have. Who is on the phone has no room, whatever else they have. */
function loadOf({ capacityOf, weigh, lines }: World, id: number, held: Held) {
  const capacity = capacityOf(id)
  const load = Math.round(weigh(held, capacity) * 10) / 10
  const isOnPhone = (lines.get(id)?.state ?? 'idle') !== 'idle'
  const share = capacity > 0 ? Math.min(100, Math.round((load / capacity) * 100)) : 100
  return { load, capacity, share: isOnPhone ? 100 : share, isOnPhone }
}

/** One word for a person: on the phone before anything else, then what they chose to be. */
function stateOf({ lines, extensions }: World, { id, presence, presentSince }: AgentView) {
  const [line, extension] = [lines.get(id), extensions.get(id)]
  const phone = extension && {
    extension: extension.number,
    isReachable: extension.online[extension.device] || Boolean(line?.parked),
  }
  if (line && line.state !== 'idle') return { state: line.state, since: line.since, ...phone }
  return { state: presence ?? 'gone', ...(presence && presentSince && { since: presentSince }), ...phone }
}

/** Milliseconds since they came to work or back to it. A break or being away ends it. */
function streakOf({ now }: World, { workingSince }: AgentView): number {
  return workingSince ? now.getTime() - Date.parse(workingSince) : 0
}
