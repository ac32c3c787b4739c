import type { Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { visibleTo } from '../../routing/index.ts'

/** What an agent has in hand. `oldest`: since when the customer waits who has waited longest for an answer. */
export type Held = {
  byKind: { kind: string; open: number }[]
  open: number
  unanswered: number
  oldest: string | null
}

/** How many conversations have a clock that has run out, and how many one that is about to. */
export type Clocks = { over: number; due: number }

type ClocksRow = { over: number | string; due: number | string }

type HeldRow = {
  agent_id: number
  kind: string
  open: number | string
  unanswered: number | string
  oldest: string | null
}

/** What agents have in hand, of what this viewer may see, by agent. */
export async function heldByAgent(db: Db, viewer: Viewer): Promise<Map<number, Held>> {
  const rows: HeldRow[] = await visibleTo(db('conversation'), viewer)
    .join('channel', 'channel.id', 'conversation.channel_id')
    .where('conversation.status', 'open')
    .whereNotNull('conversation.agent_id')
    .groupBy('conversation.agent_id', 'channel.kind')
    .select('conversation.agent_id', 'channel.kind', db.raw('count(*) as open'))
    .select(db.raw('count(conversation.waiting_since) as unanswered'))
    .select(db.raw('min(conversation.waiting_since) as oldest'))
  return new Map([...Map.groupBy(rows, (row) => row.agent_id)].map(([id, theirs]) => [id, heldOf(theirs)]))
}

function heldOf(rows: HeldRow[]): Held {
  const sum = (numbers: (number | string)[]) => numbers.reduce<number>((all, each) => all + Number(each), 0)
  return {
    byKind: rows.map(({ kind, open }) => ({ kind, open: Number(open) })),
    open: sum(rows.map(({ open }) => open)),
    unanswered: sum(rows.map(({ unanswered }) => unanswered)),
    oldest: rows.flatMap(({ oldest }) => oldest ?? []).toSorted()[0] ?? null,
  }
}

/** The clocks that run on what agents have in hand, of what this viewer may see, by agent. `now` is ISO 8601 UTC. */
export async function clocksByAgent(db: Db, viewer: Viewer, now: string): Promise<Map<number, Clocks>> {
  const rows: (ClocksRow & { agent_id: number })[] = await running(db, viewer, now)
    .whereNotNull('conversation.agent_id')
    .groupBy('conversation.agent_id')
    .select('conversation.agent_id')
  return new Map(rows.map((row) => [row.agent_id, clocksOf(row)]))
}

/** All clocks that run, of what this viewer may see, also where the customer still waits for an agent. */
export async function clocksOfAll(db: Db, viewer: Viewer, now: string): Promise<Clocks> {
  const [row]: ClocksRow[] = await running(db, viewer, now)
  return row ? clocksOf(row) : { over: 0, due: 0 }
}

function running(db: Db, viewer: Viewer, now: string) {
  const conversations = 'count(distinct case when'
  return visibleTo(db('conversation'), viewer)
    .join('timer', 'timer.conversation_id', 'conversation.id')
    .whereNull('timer.stopped_at')
    .whereIn('conversation.status', ['queued', 'open'])
    .select(db.raw(`${conversations} timer.due_at <= ? then conversation.id end) as over`, [now]))
    .select(
      db.raw(`${conversations} timer.due_at > ? and timer.warn_at <= ? then conversation.id end) as due`, [
        now,
        now,
      ]),
    )
}

function clocksOf({ over, due }: ClocksRow): Clocks {
  return { over: Number(over), due: Number(due) }
}

/** How many customers each agent has blocked since a moment: what they had to hear before. `agentId`: of that one alone. */
export async function blocksByAgent(db: Db, since: string, agentId?: number): Promise<Map<number, number>> {
  const rows: { agent_id: number; blocks: number | string }[] = await db('block')
    .where('since', '>=', since)
    .where(agentId === undefined ? {} : { agent_id: agentId })
    .groupBy('agent_id')
    .select('agent_id', db.raw('count(*) as blocks'))
  return new Map(rows.map(({ agent_id: id, blocks }) => [id, Number(blocks)]))
}

/** In how many conversations each agent was abused since a moment. `agentId`: of that one alone. */
export async function abuseByAgent(db: Db, since: string, agentId?: number): Promise<Map<number, number>> {
  const rows: { agent_id: number; conversations: number | string }[] = await db('abuse')
    .where('at', '>=', since)
    .whereNotNull('agent_id')
    .where(agentId === undefined ? {} : { agent_id: agentId })
    .groupBy('agent_id')
    .select('agent_id', db.raw('count(distinct conversation_id) as conversations'))
  return new Map(rows.map(({ agent_id: id, conversations }) => [id, Number(conversations)]))
}
