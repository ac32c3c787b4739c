import { type Db, insertId, json } from '../../../platform/db/index.ts'
import { deleteIn } from '../../housekeeping/index.ts'
import type { Explanation, RuleText } from '../../reception/index.ts'
import type { Reception } from './setup.ts'

/** Settings of a scope (`team:3`). */
export async function putScope(db: Db, scope: string, settings: object): Promise<void> {
  await db('reception_settings').insert({ scope, settings: json.write(settings) })
}

/** Puts rules behind those that are there; nobody is looked at by them before the next minute. Answers their ids. */
export async function insertRules(db: Db, rules: RuleText[], at: string): Promise<number[]> {
  const last = await db('routing_rule').max({ position: 'position' }).first()
  const ids: number[] = []
  for (const [index, { name, ...rest }] of rules.entries()) {
    const { enabled, ...rule } = rest
    const position = Number(last?.['position'] ?? 0) + index + 1
    const row = { name, rule: json.write(rule), enabled: Number(enabled), position, updated_at: at }
    ids.push(await insertId(db, 'routing_rule', row))
  }
  return ids
}

/** Lets a destination of alerts rest: nobody real is to hear of the demo. */
export async function switchOff(db: Db, destination: number): Promise<void> {
  await db('alert_destination').where({ id: destination }).update({ enabled: 0 })
}

/** Makes a day a holiday of the clinic's own; false where something was said of it already. */
export async function closeDay(db: Db, date: string, name: string): Promise<boolean> {
  if (await db('calendar_day').where({ date }).first('date')) return false
  await db('calendar_day').insert({ date, kind: 'holiday', name })
  return true
}

/** A reception that took place in writing. `teamId`: the group of who answered. */
export type Past = {
  id: number
  personId: number
  channelId: number
  agentId: number
  teamId: number
  openedAt: string
  closedAt: string | null
  waitingSince: string | null
}

/** The receptions of these people over a channel, oldest first, each with its agent's first group. */
export async function receptionsOf(db: Db, people: number[], channel: number): Promise<Past[]> {
  const rows = await db('conversation')
    .whereIn('person_id', people)
    .where({ channel_id: channel })
    .whereNotNull('agent_id')
    .orderBy(['opened_at', 'id'])
  const members: { team_id: number; agent_id: number }[] = await db('team_member').orderBy('team_id')
  return rows.flatMap((row) => {
    const member = members.find((each) => each.agent_id === row.agent_id)
    if (!member) return []
    return {
      id: row.id,
      personId: row.person_id,
      channelId: row.channel_id,
      agentId: row.agent_id,
      teamId: row.team_id ?? member.team_id,
      openedAt: row.opened_at,
      closedAt: row.closed_at,
      waitingSince: row.waiting_since,
    }
  })
}

/** Who is of each group. */
export async function membersOf(db: Db): Promise<Map<number, number[]>> {
  const rows: { team_id: number; agent_id: number }[] = await db('team_member').orderBy('agent_id')
  const byTeam = Map.groupBy(rows, ({ team_id }) => team_id)
  return new Map([...byTeam].map(([id, members]) => [id, members.map(({ agent_id }) => agent_id)]))
}

/** What was said in a conversation, as far as it says who waited for whom: oldest first. */
export async function turnsOf(db: Db, conversationId: number): Promise<{ isAsked: boolean; at: string }[]> {
  const rows = await db('message')
    .where({ conversation_id: conversationId })
    .whereIn('direction', ['in', 'out'])
    .orderBy('seq')
    .select('direction', 'at')
  return rows.map(({ direction, at }) => ({ isAsked: direction === 'in', at }))
}

/** Puts a reception into its group, with why its agent got it. */
export async function insertDecision(db: Db, { id, teamId, openedAt }: Past, explanation: Explanation) {
  await db('conversation').where({ id }).update({ team_id: teamId })
  await db('routing_decision').insert({
    conversation_id: id,
    agent_id: explanation.agentId,
    team_id: teamId,
    cause: 'opened',
    explanation: json.write(explanation),
    at: openedAt,
  })
}

/** Times of one wait, ISO 8601 UTC; `until` null where it goes on. */
export type Wait = { kind: 'first' | 'next'; from: string; due: string; until: string | null; now: string }

/** Writes the clock of a wait down, missed where it was. */
export async function insertWait(db: Db, past: Past, { kind, from, due, until, now }: Wait): Promise<void> {
  const isLate = due < (until ?? now)
  await db('timer').insert({
    conversation_id: past.id,
    kind,
    team_id: past.teamId,
    channel_id: past.channelId,
    agent_id: past.agentId,
    started_at: from,
    due_at: due,
    breached_at: isLate ? due : null,
    stopped_at: until,
    outcome: until && 'done',
  })
}

/** What a customer said when they were asked, or that they said nothing. */
export type Said = { stars: number; met: boolean; words: string; answeredAt: string }

/** Writes down that a customer was asked how it was, with what they said. */
export async function insertAsked(
  db: Db,
  { id, personId, channelId, agentId, teamId }: Past,
  asked: { hash: string; at: string; until: string; said?: Said },
): Promise<void> {
  const { said } = asked
  await db('rating').insert({
    conversation_id: id,
    person_id: personId,
    channel_id: channelId,
    agent_id: agentId,
    team_id: teamId,
    token_hash: asked.hash,
    asked_at: asked.at,
    expires_at: asked.until,
    ...(said && {
      stars: said.stars,
      met: Number(said.met),
      words: said.words,
      answered_at: said.answeredAt,
    }),
  })
}

/** Writes a link down by which a customer was asked for a photo or a few words. */
export async function insertSideLink(
  db: Db,
  { id, personId, agentId }: Past,
  link: { uid: string; hash: string; at: string; until: string },
): Promise<void> {
  await db('side_link').insert({
    uid: link.uid,
    token_hash: link.hash,
    person_id: personId,
    conversation_id: id,
    agent_id: agentId,
    wants: json.write(['photo', 'voice']),
    via: 'message',
    created_at: link.at,
    expires_at: link.until,
  })
}

/** Takes rules, destination, day and the settings of these scopes out again. */
export async function deleteReception(trx: Db, { rules, destination, day }: Reception, scopes: string[]) {
  await deleteIn(trx, 'routing_rule', 'id', rules)
  await trx('alert_delivery').where({ destination_id: destination }).delete()
  await trx('alert_destination').where({ id: destination }).delete()
  if (day) await trx('calendar_day').where({ date: day }).delete()
  await deleteIn(trx, 'reception_settings', 'scope', scopes)
}
