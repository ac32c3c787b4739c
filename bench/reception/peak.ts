import { decide } from '../../core/modules/reception/decide.ts'
import type { Visitor } from '../../core/modules/reception/rule.ts'
import { type Method, receptionDefaults } from '../../core/modules/reception/settings.ts'
import { type Asking, type Staff, weightOf, type World } from '../../core/modules/reception/world.ts'
import { percentile } from '../figure.ts'

/** What an hour was like: seconds that customers waited, and by how much agents were busy unlike each other (0 is alike). */
export type Hour = { mean: number; p95: number; spread: number }

const agents = 30
const customers = 600
const hour = 3600
const usual = 420

type Agent = Staff & { speed: number; busy: number }
type Customer = { at: number; effort: number }
type End = { at: number; agent: Agent; weight: number }

/** One peak hour, the same for every method: who comes when, how much they ask, and how quick each agent is. */
export function peakHour(method: Method): Hour {
  const random = seeded(20_261_122)
  const staff = Array.from({ length: agents }, (_, index) => hired(index + 1, random))
  const coming = Array.from({ length: customers }, () => ({ at: random() * hour, effort: effort(random) }))
  const waits = serve(
    houseOf(staff, method),
    coming.toSorted((one, other) => one.at - other.at),
  )
  const shares = staff.map(({ busy, capacity }) => busy / capacity)
  return { mean: average(waits), p95: percentile(waits, 0.95), spread: deviation(shares) / average(shares) }
}

/** Time goes from one arrival or end to the next; whoever has waited longest is served first. */
function serve(world: House, coming: Customer[]): number[] {
  const waits: number[] = []
  const [waiting, ends]: [Customer[], End[]] = [[], []]
  for (let now = 0; waits.length < coming.length;) {
    const next = coming[waits.length + waiting.length]
    const end = ends[0]
    now = Math.min(next?.at ?? Infinity, end?.at ?? Infinity)
    if (end && end.at === now) leave(ends)
    else if (next) waiting.push(next)
    for (let first = waiting[0]; first && give(world, first, now, ends); first = waiting[0]) {
      waits.push(now - first.at)
      waiting.shift()
    }
  }
  return waits
}

type House = Omit<World, 'staff'> & { staff: Map<number, Agent> }

function give(world: House, customer: Customer, now: number, ends: End[]): boolean {
  const { agentId } = decide(world, asking).explanation
  const agent = world.staff.get(agentId ?? 0)
  if (!agent) return false
  const weight = weightOf(world, visitor, agent.capacity)
  // Whoever has several at once is slower with each of them.
  const lasts = customer.effort * agent.speed * (1 + 0.15 * agent.load)
  Object.assign(agent, { load: agent.load + weight, given: agent.given + 1, idleSince: clock(now) })
  agent.busy += lasts
  ends.push({ at: now + lasts, agent, weight })
  ends.sort((one, other) => one.at - other.at)
  return true
}

function leave(ends: End[]) {
  const end = ends.shift()
  if (end) end.agent.load -= end.weight
}

function hired(agentId: number, random: () => number): Agent {
  const speed = 0.7 + random() * 0.7
  const capacity = 2 + Math.floor(random() * 3)
  return {
    agentId,
    capacity,
    speed,
    busy: 0,
    load: 0,
    idleSince: null,
    given: 0,
    share: capacity,
    hindered: null,
  }
}

function houseOf(staff: Agent[], method: Method): House {
  return {
    settings: { ...receptionDefaults, method },
    rules: [],
    groups: new Map(),
    channels: new Map(),
    staff: new Map(staff.map((agent) => [agent.agentId, agent])),
    moment: { open: true, byChannel: new Map(), day: 'sat', time: '14:00' },
  }
}

const visitor: Visitor = {
  personId: null,
  channelId: 1,
  kind: 'site',
  sources: [],
  page: '',
  keyword: '',
  text: '',
  language: '',
  stage: '',
  region: '',
  tags: [],
}
const known = { holder: null, owner: null, last: null }
const asking: Asking = { visitor, known, teamId: null, placed: null, waited: 0, passed: [] }

/** Most ask little, some ask a lot. */
function effort(random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return usual * Math.exp(0.6 * normal - 0.18)
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}

function average(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function deviation(values: number[]): number {
  const middle = average(values)
  return Math.sqrt(average(values.map((value) => (value - middle) ** 2)))
}

/** The same numbers in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
