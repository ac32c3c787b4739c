import { type Db, insertId, json } from '../../../platform/db/index.ts'
import type { Scope } from '../role.ts'
import type { PresenceState } from './presence.ts'
import { scopeOf } from './roles.ts'

export type Session = {
  id: number
  agentId: number
  agentName: string
  ip: string
  userAgent: string
  createdAt: string
  seenAt: string
  expiresAt: string
}

/** A session with whose it is and what they may do. */
export type SignedIn = {
  sessionId: number
  seenAt: string
  ip: string
  agentId: number
  name: string
  avatar?: string
  locale?: string
  presence: PresenceState
  presentSince?: string
  /** They were offered a break since they began to work. */
  rest: boolean
  role: string
  scope: Scope
  permissions: string[]
}

export type NewSession = {
  tokenHash: string
  agentId: number
  ip: string
  userAgent: string
  now: string
  expiresAt: string
}

/** Keeps a session by the hash of its token, and answers its id. */
export async function insertSession(db: Db, session: NewSession): Promise<number> {
  return insertId(db, 'session', {
    token_hash: session.tokenHash,
    agent_id: session.agentId,
    ip: session.ip,
    user_agent: session.userAgent,
    created_at: session.now,
    seen_at: session.now,
    expires_at: session.expiresAt,
    password_checked_at: session.now,
  })
}

/** Whose session this is, where it has not ended at `now`, was used after `idleSince`, and its agent is not disabled. */
export async function findSignedIn(
  db: Db,
  tokenHash: string,
  times: { now: string; idleSince: string },
): Promise<SignedIn | undefined> {
  const row = await db('session')
    .join('agent', 'agent.id', 'session.agent_id')
    .join('role', 'role.id', 'agent.role_id')
    .leftJoin('presence', (lease) =>
      lease.on('presence.agent_id', 'agent.id').andOnVal('presence.expires_at', '>', times.now),
    )
    .where('session.token_hash', tokenHash)
    .where('session.expires_at', '>', times.now)
    .where('session.seen_at', '>', times.idleSince)
    .whereNull('agent.disabled_at')
    .first(
      'session.id as sessionId',
      'session.seen_at as seenAt',
      'session.ip',
      'agent.id as agentId',
      'agent.name',
    )
    .select(
      'presence.state as presence',
      'presence.since',
      'presence.working_since as workingSince',
      'presence.rest_offered_at as restOfferedAt',
      'agent.avatar',
      'agent.locale',
      'role.key as role',
      'role.scope',
      'role.permissions',
    )
  if (!row) return undefined
  const { avatar, locale, presence, since, workingSince, restOfferedAt, scope, permissions, ...others } = row
  return {
    ...others,
    avatar: avatar ?? undefined,
    locale: locale ?? undefined,
    presence: presence ?? 'online',
    presentSince: since ?? undefined,
    rest: workingSince !== null && restOfferedAt !== null && restOfferedAt >= workingSince,
    scope: scopeOf(scope),
    permissions: json.read<string[]>(permissions, []),
  }
}

/** Notes that a session was used. */
export async function touchSession(db: Db, id: number, now: string): Promise<void> {
  await db('session').where({ id }).update({ seen_at: now })
}

/** The sessions that have not ended, of one agent or of everybody, the latest used first. */
export async function listSessions(db: Db, now: string, agentId?: number): Promise<Session[]> {
  const query = db('session')
    .join('agent', 'agent.id', 'session.agent_id')
    .where('session.expires_at', '>', now)
  if (agentId !== undefined) query.where('session.agent_id', agentId)
  const rows = await query.select('session.*', 'agent.name').orderBy('session.seen_at', 'desc').limit(500)
  return rows.map((row) => ({
    id: row.id,
    agentId: row.agent_id,
    agentName: row.name,
    ip: row.ip,
    userAgent: row.user_agent,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
  }))
}

/** Whose session this is, or nothing. */
export async function ownerOfSession(db: Db, id: number): Promise<number | undefined> {
  return (await db('session').where({ id }).first('agent_id'))?.agent_id
}

/** Ends sessions: one by id, or all of an agent; answers the ids that were there. */
export async function deleteSessions(db: Db, which: { id: number } | { agentId: number }): Promise<number[]> {
  const where = 'id' in which ? { id: which.id } : { agent_id: which.agentId }
  const ids: number[] = await db('session').where(where).pluck('id')
  await db('session').whereIn('id', ids).delete()
  return ids
}

/** Forgets the sessions that have ended. */
export async function deleteEndedSessions(db: Db, now: string): Promise<void> {
  await db('session').where('expires_at', '<=', now).delete()
}
