import type { App, Viewer } from '../../../module.ts'
import { Conflict, Forbidden, Invalid, NotFound } from '../../../errors.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { type Actor, actorOf, system } from '../actor.ts'
import {
  type Account,
  accountByEmail,
  accountById,
  type AgentChange,
  countOwners,
  insertAgent,
  type Locale,
  updateAgent,
} from '../store/agents.ts'
import { insertBuiltinRoles, roleById, roleByKey } from '../store/roles.ts'
import { replaceTeams, teamIdsOf } from '../store/teams.ts'
import { deleteTokens } from '../store/tokens.ts'
import { audit } from './audit.ts'
import { issueLink, newPassword } from './passwords.ts'
import { absent } from './presence.ts'
import { insistOnReach, insistOnTeams, roleInReach } from './reach.ts'
import { revokeSessions } from './sessions.ts'

/** `role` is a key: owner, admin, supervisor, agent, or one of the clinic's own. */
export type NewAccount = { email: string; name: string; password: string; role?: string; locale?: Locale }

/** Makes the first account, the owner's, and answers its id. Throws `Conflict` where the clinic has an owner. */
export async function createOwner(app: App, owner: Omit<NewAccount, 'role'>, ip?: string): Promise<number> {
  const hash = await newPassword(owner.password, [owner.email, owner.name])
  return transaction(app.db, async (trx) => {
    if ((await countOwners(trx)) > 0) throw new Conflict('auth.owned')
    return addAccount(app, trx, { ...owner, hash, role: 'owner' }, { actor: 'setup', ip })
  })
}

/** Makes an account that can sign in at once, for the command line and demo data; answers its id. */
export async function createAgent(app: App, agent: NewAccount, actor: Actor = system): Promise<number> {
  const hash = await newPassword(agent.password, [agent.email, agent.name])
  return transaction(app.db, (trx) => addAccount(app, trx, { role: 'agent', ...agent, hash }, actor))
}

/** Makes an account and the path of the link with which its owner chooses a password. Throws `Invalid` where the address is taken. */
export async function inviteAgent(
  app: App,
  viewer: Viewer,
  input: { email: string; name: string; roleId: number; teamIds: number[] },
): Promise<{ id: number; path: string }> {
  return transaction(app.db, async (trx) => {
    const role = await roleInReach(trx, viewer, input.roleId)
    insistOnTeams(viewer, input.teamIds)
    const id = await addAccount(app, trx, { ...input, hash: '', role: role.key }, actorOf(viewer))
    await replaceTeams(trx, id, input.teamIds)
    return { id, path: await issueLink(app, trx, 'invite', id) }
  })
}

/** A new link: an invitation for who has not come in yet, else a password reset. Answers its path. */
export async function renewLink(app: App, viewer: Viewer, id: number): Promise<string> {
  return transaction(app.db, async (trx) => {
    const account = await insistOnReach(trx, viewer, await accountById(trx, id))
    return linkFor(app, trx, account, actorOf(viewer))
  })
}

/** The same for the command line, by address. Throws `NotFound`. */
export async function resetPassword(app: App, email: string): Promise<string> {
  return transaction(app.db, async (trx) => {
    const account = await accountByEmail(trx, email.trim().toLowerCase())
    if (!account) throw new NotFound()
    return linkFor(app, trx, account, system)
  })
}

async function linkFor(app: App, trx: Db, account: Account, actor: Actor): Promise<string> {
  const purpose = account.password === '' ? 'invite' : 'reset'
  const deed = { ...actor, action: `password.${purpose}-link`, object: `agent:${account.id}` }
  await audit(trx, deed, app.clock().toISOString())
  return issueLink(app, trx, purpose, account.id)
}

/** Changes what an account is called, may do, and which teams it is in. */
export async function editAgent(
  app: App,
  viewer: Viewer,
  id: number,
  input: { name: string; roleId: number; teamIds: number[] },
): Promise<void> {
  await transaction(app.db, async (trx) => {
    const account = await insistOnReach(trx, viewer, await accountById(trx, id))
    const role = await roleInReach(trx, viewer, input.roleId)
    if (role.key !== 'owner') await insistOnAnotherOwner(trx, account)
    insistOnTeams(viewer, new Set(await teamIdsOf(trx, id)).symmetricDifference(new Set(input.teamIds)))
    await replaceTeams(trx, id, input.teamIds)
    const change = { name: input.name, roleId: input.roleId }
    await store(app, trx, id, change, {
      ...actorOf(viewer),
      action: 'agent.edited',
      detail: { role: role.key },
    })
  })
}

/**
 * Shuts somebody out at once: sessions and sockets end, links stop working, and a job gives their open conversations
 * back to the queue.
 */
export async function disableAgent(app: App, viewer: Viewer, id: number): Promise<void> {
  if (id === viewer.agentId) throw new Forbidden('admin.agents.not-yourself')
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const account = await insistOnReach(trx, viewer, await accountById(trx, id))
    if (account.disabledAt) return
    await insistOnAnotherOwner(trx, account)
    for (const purpose of ['invite', 'reset', 'code'] as const) await deleteTokens(trx, id, purpose)
    await revokeSessions(trx, id, at)
    await absent(trx, id)
    await enqueue(trx, { name: 'conversation.release', payload: { agentId: id } })
    await store(app, trx, id, { disabledAt: at }, { ...actorOf(viewer), action: 'agent.disabled' })
  })
}

/** Lets somebody in again. */
export async function enableAgent(app: App, viewer: Viewer, id: number): Promise<void> {
  await transaction(app.db, async (trx) => {
    await insistOnReach(trx, viewer, await accountById(trx, id))
    await store(app, trx, id, { disabledAt: null }, { ...actorOf(viewer), action: 'agent.enabled' })
  })
}

/**
 * Takes the second factor off an account whose owner has lost it; their sessions end. One's own takes the password, on
 * one's own page.
 */
export async function removeTwoFactor(app: App, viewer: Viewer, id: number): Promise<void> {
  if (id === viewer.agentId) throw new Forbidden('admin.agents.own-two-factor')
  await transaction(app.db, async (trx) => {
    await insistOnReach(trx, viewer, await accountById(trx, id))
    await revokeSessions(trx, id, app.clock().toISOString())
    const change = { totpSecret: null, recoveryCodes: [] }
    await store(app, trx, id, change, { ...actorOf(viewer), action: 'two-factor.removed' })
  })
}

async function addAccount(
  app: App,
  trx: Db,
  agent: { email: string; name: string; hash: string; role: string; locale?: Locale },
  actor: Actor,
): Promise<number> {
  const at = app.clock().toISOString()
  await insertBuiltinRoles(trx)
  const role = await roleByKey(trx, agent.role)
  if (!role) throw new Invalid([{ field: 'role', message: 'errors.fault.choice' }])
  const { name, locale, hash } = agent
  const email = agent.email.trim().toLowerCase()
  const id = await insertAgent(trx, { email, name, locale, password: hash, roleId: role.id, createdAt: at })
  if (id === undefined) throw new Invalid([{ field: 'email', message: 'admin.agents.taken' }])
  await append(trx, { topic: `agent:${id}`, type: 'agent.changed', ref: id }, at)
  await audit(
    trx,
    { ...actor, action: 'agent.created', object: `agent:${id}`, detail: { role: role.key } },
    at,
  )
  return id
}

async function store(
  app: App,
  trx: Db,
  id: number,
  change: AgentChange,
  deed: Actor & { action: string; detail?: object },
): Promise<void> {
  const at = app.clock().toISOString()
  await updateAgent(trx, id, change)
  await append(trx, { topic: `agent:${id}`, type: 'agent.changed', ref: id }, at)
  await audit(trx, { ...deed, object: `agent:${id}` }, at)
}

/** A clinic without an owner could never be given one again. */
async function insistOnAnotherOwner(trx: Db, account: Account) {
  const role = await roleById(trx, account.roleId)
  if (role?.key !== 'owner' || account.disabledAt) return
  if ((await countOwners(trx)) < 2) throw new Forbidden('admin.agents.last-owner')
}
