import { type Db, isPostgres } from '../../platform/db/index.ts'
import { deleteFacts, deleteIn } from '../housekeeping/index.ts'
import type { Ledger } from './ledger.ts'

/** How far the append-only tables are: what comes later belongs to the demo. */
export type Mark = { event: number; audit: number; roles: number[] }

/** How far they are now. */
export async function markOf(db: Db): Promise<Mark> {
  const [event] = await db('event').max({ last: 'seq' })
  const [audit] = await db('audit').max({ last: 'id' })
  return {
    event: Number(event?.['last'] ?? 0),
    audit: Number(audit?.['last'] ?? 0),
    roles: await roleIds(db),
  }
}

/**
 * Takes the facts of this transaction, and its audit entries about these objects (`agent:3`), out again: nobody has
 * seen them. On PostgreSQL others write meanwhile, and theirs stay.
 */
export async function forgetSince(trx: Db, mark: Mark, objects: string[]): Promise<void> {
  const facts = trx('event').where('seq', '>', mark.event)
  if (isPostgres(trx)) facts.whereRaw('tx = pg_current_xact_id()::text::bigint')
  await facts.delete()
  await trx('audit').where('id', '>', mark.audit).whereIn('object', objects).delete()
}

/** Every role, by id. */
export async function roleIds(db: Db): Promise<number[]> {
  return db('role').orderBy('id').pluck('id')
}

/** Nothing is done about a past that never was: nobody is asked how it was, and no place is looked for. */
export async function dropJobs(trx: Db, people: number[]): Promise<void> {
  const conversations: number[] = await trx('conversation').whereIn('person_id', people).pluck('id')
  for (const kind of ['rating', 'look', 'timer', 'abuse'])
    await deleteIn(
      trx,
      'job',
      'key',
      conversations.map((id) => `${kind}:${id}`),
    )
}

/** The newest conversation of a person. */
export async function conversationOf(db: Db, personId: number): Promise<number | undefined> {
  return (await db('conversation').where({ person_id: personId }).orderBy('id', 'desc').first('id'))?.id
}

/** The uid of the last answer in a conversation. */
export async function lastAnswer(db: Db, conversationId: number): Promise<string | undefined> {
  const said = db('message').where({ conversation_id: conversationId, direction: 'out' })
  return (await said.orderBy('seq', 'desc').first('uid'))?.uid
}

/** Everybody has read what nobody waits for an answer to. */
export async function readAll(trx: Db, people: number[]): Promise<void> {
  const agents: number[] = await trx('agent').orderBy('id').pluck('id')
  const answered = await trx('conversation')
    .whereIn('person_id', people)
    .whereNull('waiting_since')
    .select('id', 'last_seq')
  for (const { id, last_seq: seq } of answered) {
    const rows = agents.map((agent_id) => ({ conversation_id: id, agent_id, seq }))
    await trx('seen').insert(rows).onConflict(['conversation_id', 'agent_id']).merge(['seq'])
  }
}

/** Deletes the demo's channel, or closes it for good where somebody real came through it. Answers whether it is gone. */
export async function deleteChannel(trx: Db, id: number): Promise<boolean> {
  await deleteFacts(trx, 'channel', [id])
  const isUsed = await namesChannel(trx, id)
  if (isUsed) await trx('channel').where({ id }).update({ deleted: 1, state: 'off' })
  else await trx('channel').where({ id }).delete()
  return !isUsed
}

async function namesChannel(trx: Db, id: number): Promise<boolean> {
  for (const table of ['identity', 'line', 'call'])
    if (await trx(table).where({ channel_id: id }).first('id')) return true
  return false
}

/** Deletes the demo's agents; whom real conversations or people name stays, disabled. Answers who stays. */
export async function deleteAgents(trx: Db, ids: number[], at: string): Promise<number[]> {
  const kept = await namedAgents(trx, ids)
  const gone = ids.filter((id) => !kept.includes(id))
  for (const table of ['session', 'presence', 'saved_filter', 'draft', 'extension', 'agent_line'])
    await deleteIn(trx, table, 'agent_id', ids)
  for (const table of ['team_member', 'seen']) await deleteIn(trx, table, 'agent_id', gone)
  await deleteFacts(trx, 'agent', gone)
  await deleteIn(trx, 'one_time_token', 'ref', ids)
  await deleteIn(trx, 'agent', 'id', gone)
  await trx('agent').whereIn('id', kept).update({ disabled_at: at })
  return kept
}

/** Deletes the demo's teams but for those that real conversations are with, and its roles but for those in use. */
export async function deleteTeamsAndRoles(trx: Db, { teams, roles }: Ledger): Promise<void> {
  const busy: number[] = []
  for (const table of ['conversation', 'call', 'task', 'rating', 'routing_decision'])
    busy.push(...(await trx(table).whereIn('team_id', teams).distinct().pluck('team_id')))
  await deleteIn(
    trx,
    'team',
    'id',
    teams.filter((id) => !busy.includes(id)),
  )
  const held: number[] = await trx('agent').whereIn('role_id', roles).distinct().pluck('role_id')
  await deleteIn(
    trx,
    'role',
    'id',
    roles.filter((id) => !held.includes(id)),
  )
}

/** Where something real may name an agent. */
const namings = [
  ['conversation', 'agent_id'],
  ['person', 'owner_id'],
  ['mention', 'agent_id'],
  ['call', 'agent_id'],
  ['call_leg', 'agent_id'],
  ['recording_listen', 'agent_id'],
  ['task', 'agent_id'],
  ['task', 'done_by'],
  ['do_not_contact', 'agent_id'],
  ['do_not_contact', 'lifted_by'],
  ['side_link', 'agent_id'],
  ['routing_decision', 'agent_id'],
  ['routing_version', 'agent_id'],
  ['short_text', 'agent_id'],
  ['rating', 'agent_id'],
  ['timer', 'agent_id'],
  ['block', 'agent_id'],
  ['block', 'lifted_by'],
  ['abuse', 'agent_id'],
  ['merge_refusal', 'agent_id'],
] as const

async function namedAgents(trx: Db, ids: number[]): Promise<number[]> {
  const authors = ids.map((id) => `agent:${id}`)
  const writers: string[] = await trx('message').whereIn('author', authors).distinct().pluck('author')
  const named = writers.map((author) => Number(author.slice('agent:'.length)))
  for (const [table, column] of namings)
    named.push(...(await trx(table).whereIn(column, ids).distinct().pluck(column)))
  return ids.filter((id) => named.includes(id))
}
