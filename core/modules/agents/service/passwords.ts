import type { App, Viewer } from '../../../module.ts'
import { Invalid, NotFound, Unavailable } from '../../../errors.ts'
import { hashPassword, hashToken, randomToken, verifyPassword } from '../../../platform/crypto/index.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { later } from '../../../platform/time.ts'
import { type Actor, actorOf } from '../actor.ts'
import { passwordFault } from '../password.ts'
import { type Account, accountById, updateAgent } from '../store/agents.ts'
import { deleteTokens, findToken, insertToken, takeToken } from '../store/tokens.ts'
import { audit } from './audit.ts'
import { openSession, type Peer, revokeSessions } from './sessions.ts'
import { forgive, takeAttempt } from './throttle.ts'

export type LinkPurpose = 'invite' | 'reset'

const lasts = { invite: 24 * 3_600_000, reset: 30 * 60_000 }

/** The hash of a good new password. Throws `Invalid` on `field` where it is too short, too long or too common. */
export async function newPassword(password: string, about: string[], field = 'password'): Promise<string> {
  const fault = passwordFault(password, about)
  if (fault) throw new Invalid([{ field, message: fault }])
  return hashPassword(password)
}

/** The viewer's account, once they have given their password again. Wrong guesses slow down as at the door. */
export async function insistOnPassword(app: App, viewer: Viewer, password: string): Promise<Account> {
  const account = await accountById(app.db, viewer.agentId)
  if (!account) throw new NotFound()
  const guess = { account: `password:${account.id}`, ip: viewer.ip }
  const wait = await takeAttempt(app, guess)
  if (wait > 0) throw new Unavailable('auth.slow', wait)
  const { ok } = await verifyPassword(account.password || undefined, password)
  if (!ok) throw new Invalid([{ field: 'current', message: 'auth.password.wrong' }])
  await forgive(app, app.db, guess)
  return account
}

/** Changes the viewer's own password. Every session ends; answers the token of a new one. */
export async function changePassword(
  app: App,
  viewer: Viewer,
  input: { current: string; password: string },
  peer: Peer,
): Promise<string> {
  const account = await insistOnPassword(app, viewer, input.current)
  const hash = await newPassword(input.password, [account.email, account.name])
  return transaction(app.db, async (trx) => {
    await storePassword(app, trx, account.id, hash, actorOf(viewer))
    return openSession(app, trx, account.id, peer)
  })
}

/** Puts a password in place: links and half-done sign-ins from before stop working and every session ends. */
async function storePassword(app: App, trx: Db, agentId: number, hash: string, actor: Actor): Promise<void> {
  const at = app.clock().toISOString()
  await updateAgent(trx, agentId, { password: hash })
  for (const purpose of ['invite', 'reset', 'code'] as const) await deleteTokens(trx, agentId, purpose)
  await revokeSessions(trx, agentId, at)
  await append(trx, { topic: `agent:${agentId}`, type: 'agent.changed', ref: agentId }, at)
  await audit(trx, { ...actor, action: 'password.changed', object: `agent:${agentId}` }, at)
}

/** The path of a link with which its owner chooses a password, once: 24 hours for an invitation, 30 minutes for a reset. */
export async function issueLink(app: App, trx: Db, purpose: LinkPurpose, agentId: number): Promise<string> {
  const token = randomToken()
  const expiresAt = later(app.clock(), lasts[purpose])
  await insertToken(trx, { hash: hashToken(token), purpose, agentId, expiresAt })
  return `${purpose === 'invite' ? '/invitations' : '/password-resets'}/${token}`
}

/** Whom a link is for. Throws `NotFound` where it is wrong, used or too old. */
export async function accountOfLink(app: App, purpose: LinkPurpose, token: string): Promise<Account> {
  const id = await findToken(app.db, purpose, hashToken(token), app.clock().toISOString())
  const account = id === undefined ? undefined : await accountById(app.db, id)
  if (!account || account.disabledAt) throw new NotFound('auth.link-ended')
  return account
}

/** Sets the password through a link, which then has done its work. A second factor stays as it was. */
export async function redeemLink(
  app: App,
  purpose: LinkPurpose,
  input: { token: string; password: string; name?: string },
  ip: string,
): Promise<void> {
  const account = await accountOfLink(app, purpose, input.token)
  const hash = await newPassword(input.password, [account.email, account.name])
  await transaction(app.db, async (trx) => {
    const taken = await takeToken(trx, purpose, hashToken(input.token), app.clock().toISOString())
    if (!taken) throw new NotFound('auth.link-ended')
    if (input.name) await updateAgent(trx, account.id, { name: input.name })
    await storePassword(app, trx, account.id, hash, { actor: `agent:${account.id}`, ip })
  })
}
