import type { App, Viewer } from '../../../module.ts'
import { NotFound } from '../../../errors.ts'
import { hashToken, randomToken } from '../../../platform/crypto/index.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { isLocale } from '../../../platform/i18n/index.ts'
import { earlier, later } from '../../../platform/time.ts'
import { actorOf } from '../actor.ts'
import { can } from '../role.ts'
import {
  deleteEndedSessions,
  deleteSessions,
  findSignedIn,
  insertSession,
  ownerOfSession,
  type SignedIn,
  touchSession,
} from '../store/sessions.ts'
import { teamIdsOf } from '../store/teams.ts'
import { accountById } from '../store/agents.ts'
import { audit } from './audit.ts'
import { allPermissions } from './permissions.ts'
import { insistOnReach } from './reach.ts'

export type Peer = { ip: string; userAgent: string; locale?: Viewer['locale'] }

/** Times are kept to the minute: a click does not always cost a write. */
const touchEvery = 60_000

/**
 * Whose session a token stands for, with what they may do; nothing where it is unknown, ended, unused for too long, or
 * its agent was disabled. Without a language of their own they get the peer's. A question that no click has led to
 * (`idle`) does not count as use.
 */
export async function viewerFor(
  app: App,
  token: string,
  peer?: Peer,
  { idle = false } = {},
): Promise<Viewer | undefined> {
  const now = app.clock()
  const idleSince = earlier(now, app.config.session.idle)
  const found = await findSignedIn(app.db, hashToken(token), { now: now.toISOString(), idleSince })
  if (!found) return undefined
  if (!idle && now.getTime() - Date.parse(found.seenAt) > touchEvery) {
    await touchSession(app.db, found.sessionId, now.toISOString())
  }
  return viewerOf(app, found, peer)
}

async function viewerOf(app: App, found: SignedIn, peer?: Peer): Promise<Viewer> {
  const permissions = found.role === 'owner' ? allPermissions(app) : found.permissions
  return {
    agentId: found.agentId,
    name: found.name,
    avatar: found.avatar,
    role: found.role,
    permissions: new Set(permissions),
    scope: found.scope,
    teamIds: await teamIdsOf(app.db, found.agentId),
    locale: isLocale(found.locale) ? found.locale : (peer?.locale ?? 'zh-CN'),
    sessionId: found.sessionId,
    presence: found.presence,
    presentSince: found.presentSince,
    rest: found.rest,
    ip: peer?.ip ?? found.ip,
  }
}

/** Begins a session and answers its token, which is stored nowhere but in the browser's cookie. */
export async function openSession(app: App, trx: Db, agentId: number, peer: Peer): Promise<string> {
  const token = randomToken()
  const now = app.clock()
  await deleteEndedSessions(trx, now.toISOString())
  await insertSession(trx, {
    tokenHash: hashToken(token),
    agentId,
    ip: peer.ip.slice(0, 64),
    userAgent: peer.userAgent.slice(0, 400),
    now: now.toISOString(),
    expiresAt: later(now, app.config.session.longest),
  })
  return token
}

/** Ends the viewer's own session. */
export async function signOut(app: App, viewer: Viewer): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    await endSessions(trx, viewer.agentId, await deleteSessions(trx, { id: viewer.sessionId }), at)
    await audit(trx, { ...actorOf(viewer), action: 'sign-out', object: `agent:${viewer.agentId}` }, at)
  })
}

/** Ends one session: one's own, or with `agents.manage` that of somebody within reach. */
export async function revokeSession(app: App, viewer: Viewer, id: number): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const owner = await ownerOfSession(trx, id)
    if (owner === undefined || !(owner === viewer.agentId || can(viewer, 'agents.manage')))
      throw new NotFound()
    if (owner !== viewer.agentId) await insistOnReach(trx, viewer, await accountById(trx, owner))
    await endSessions(trx, owner, await deleteSessions(trx, { id }), at)
    await audit(
      trx,
      { ...actorOf(viewer), action: 'session.revoked', object: `agent:${owner}`, detail: { id } },
      at,
    )
  })
}

/** Ends every session of an agent, and lets their sockets close in every process. */
export async function revokeSessions(trx: Db, agentId: number, at: string): Promise<void> {
  await endSessions(trx, agentId, await deleteSessions(trx, { agentId }), at)
}

function endSessions(trx: Db, agentId: number, ids: number[], at: string) {
  const topic = `agent:${agentId}`
  return append(
    trx,
    ids.map((sessionId) => ({ topic, type: 'session.revoked', ref: agentId, data: { sessionId } })),
    at,
  )
}
