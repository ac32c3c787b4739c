import { type Db, insertId } from '../../../platform/db/index.ts'
import type { TimerKind } from '../level.ts'
import type { Timer } from '../timer.ts'

type Row = {
  id: number
  conversation_id: number
  kind: TimerKind
  team_id: number | null
  channel_id: number
  started_at: string
  warn_at: string | null
  due_at: string
  breached_at: string | null
  paused_at: string | null
  stopped_at: string | null
}

/** What a clock is started with. */
export type NewTimer = Omit<Timer, 'id' | 'breachedAt' | 'pausedAt' | 'stoppedAt'>

/** What has been told of a clock, at most once each. */
export type Mark = 'warned_at' | 'breached_at' | 'escalated_at'

/** Starts a clock and answers its id. */
export async function insertTimer(trx: Db, timer: NewTimer): Promise<number> {
  const { conversationId, kind, teamId, channelId, startedAt, warnAt, dueAt } = timer
  return insertId(trx, 'timer', {
    conversation_id: conversationId,
    kind,
    team_id: teamId,
    channel_id: channelId,
    started_at: startedAt,
    warn_at: warnAt,
    due_at: dueAt,
  })
}

/** The clocks of these conversations that run. */
export async function runningTimers(db: Db, conversationIds: number[]): Promise<Timer[]> {
  const rows: Row[] = await db('timer')
    .whereIn('conversation_id', conversationIds)
    .whereNull('stopped_at')
    .orderBy('id')
  return rows.map(fromRow)
}

/** One clock, or undefined. */
export async function findTimer(db: Db, id: number): Promise<Timer | undefined> {
  const row: Row | undefined = await db('timer').where({ id }).first()
  return row && fromRow(row)
}

/** Stops a clock, and says whose it was and how it ended. */
export async function stopTimer(
  trx: Db,
  id: number,
  { at, agentId, outcome }: { at: string; agentId: number | null; outcome: 'done' | 'left' },
): Promise<void> {
  await trx('timer')
    .where({ id })
    .whereNull('stopped_at')
    .update({ stopped_at: at, agent_id: agentId, outcome })
}

/** Lets a running clock stand still. */
export async function pauseTimer(trx: Db, id: number, at: string): Promise<void> {
  await trx('timer').where({ id }).whereNull('stopped_at').update({ paused_at: at })
}

/** Gives a running clock other times; one that stood still, for `rested` seconds, goes on. */
export async function moveTimer(
  trx: Db,
  id: number,
  { teamId, warnAt, dueAt, rested = 0 }: Pick<Timer, 'teamId' | 'warnAt' | 'dueAt'> & { rested?: number },
): Promise<void> {
  await trx('timer')
    .where({ id })
    .update({ team_id: teamId, warn_at: warnAt, due_at: dueAt, paused_at: null })
    .increment('rested', rested)
}

/** Forgets a clock whose wait turned out to have begun at another time. */
export async function dropTimer(trx: Db, id: number): Promise<void> {
  await trx('timer').where({ id }).delete()
}

/** Forgets every clock that runs: the clinic does not measure any more. */
export async function dropRunning(trx: Db): Promise<void> {
  await trx('timer').whereNull('stopped_at').delete()
}

/** Notes that something is told of a running clock now; false where somebody has noted it before, or it has stopped. */
export async function mark(trx: Db, id: number, what: Mark, at: string): Promise<boolean> {
  const marked = await trx('timer')
    .where({ id })
    .whereNull('stopped_at')
    .whereNull(what)
    .update({ [what]: at })
  return marked === 1
}

function fromRow(row: Row): Timer {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    kind: row.kind,
    teamId: row.team_id,
    channelId: row.channel_id,
    startedAt: row.started_at,
    warnAt: row.warn_at,
    dueAt: row.due_at,
    breachedAt: row.breached_at,
    pausedAt: row.paused_at,
    stoppedAt: row.stopped_at,
  }
}
