import { type Db, isPostgres } from '../../../platform/db/index.ts'
import { type AgentLine, freshLine, type LineState } from '../agent-line.ts'

type Row = {
  agent_id: number
  state: LineState
  call_id: number | null
  since: string
  wrap_until: string | null
  idle_since: string
  misses: number
  parked: string | null
}

/** The lines of everybody who has had a call, by agent. */
export async function agentLines(db: Db): Promise<Map<number, AgentLine>> {
  const rows: Row[] = await db('agent_line')
  return new Map(rows.map((row) => [row.agent_id, fromRow(row)]))
}

/** The line of an agent, an idle one where there was no call yet. */
export async function agentLine(db: Db, agentId: number): Promise<AgentLine> {
  const row: Row | undefined = await db('agent_line').where({ agent_id: agentId }).first()
  return row ? fromRow(row) : freshLine(agentId)
}

/** As `agentLine`, and no call takes it before this transaction ends. */
export async function lockLine(trx: Db, agentId: number): Promise<AgentLine> {
  const query = trx('agent_line').where({ agent_id: agentId })
  if (isPostgres(trx)) query.forUpdate()
  const row: Row | undefined = await query.first()
  return row ? fromRow(row) : freshLine(agentId)
}

/** Whose leg this is that stays up all shift, or undefined. */
export async function lineOfParked(db: Db, leg: string): Promise<AgentLine | undefined> {
  const row: Row | undefined = await db('agent_line').where({ parked: leg }).first()
  return row && fromRow(row)
}

/** Gives a line that is in one of these states, or in this call already, to a call. False where somebody was faster. */
export async function reserve(
  trx: Db,
  { agentId, callId, from }: { agentId: number; callId: number; from: LineState[] },
  at: string,
): Promise<boolean> {
  await ensure(trx, agentId)
  const taken = await trx('agent_line')
    .where({ agent_id: agentId })
    .where((free) =>
      free
        .whereIn('state', from)
        .orWhere((mine) => mine.where({ call_id: callId }).whereIn('state', ['offered', 'talking'])),
    )
    .update({ state: 'offered', call_id: callId, since: at, wrap_until: null })
  return taken === 1
}

/** Changes what is given and leaves the rest. */
export async function updateLine(
  trx: Db,
  agentId: number,
  change: Partial<Omit<AgentLine, 'agentId'>>,
): Promise<void> {
  await ensure(trx, agentId)
  const { callId, wrapUntil, idleSince, ...rest } = change
  await trx('agent_line')
    .where({ agent_id: agentId })
    .update({
      ...rest,
      ...(callId !== undefined && { call_id: callId }),
      ...(wrapUntil !== undefined && { wrap_until: wrapUntil }),
      ...(idleSince !== undefined && { idle_since: idleSince }),
    })
}

/** The lines that a call still has, when it is over. */
export async function linesIn(trx: Db, callId: number): Promise<AgentLine[]> {
  const rows: Row[] = await trx('agent_line')
    .where({ call_id: callId })
    .whereIn('state', ['offered', 'talking'])
  return rows.map(fromRow)
}

/**
 * Lines that belong to calls that are over, or whose wrap-up should have ended (`at` is ISO 8601 UTC); no call takes them
 * before this transaction ends.
 */
export async function lockLinesToFree(trx: Db, at: string): Promise<AgentLine[]> {
  const goesOn = trx('call').whereRaw('call.id = agent_line.call_id').whereNot('call.state', 'ended')
  const query = trx('agent_line')
    .where((stuck) => stuck.whereIn('state', ['offered', 'talking']).whereNotExists(goesOn))
    .orWhere((late) => late.where('state', 'wrapping').where('wrap_until', '<', at))
  if (isPostgres(trx)) query.forUpdate()
  const rows: Row[] = await query
  return rows.map(fromRow)
}

async function ensure(trx: Db, agentId: number) {
  const { state, since, idleSince, misses } = freshLine(agentId)
  await trx('agent_line')
    .insert({ agent_id: agentId, state, since, idle_since: idleSince, misses })
    .onConflict('agent_id')
    .ignore()
}

function fromRow(row: Row): AgentLine {
  return {
    agentId: row.agent_id,
    state: row.state,
    callId: row.call_id,
    since: row.since,
    wrapUntil: row.wrap_until,
    idleSince: row.idle_since,
    misses: row.misses,
    parked: row.parked,
  }
}
