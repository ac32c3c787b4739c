import type { App } from '../../../module.ts'
import { hashPassword, hashToken, randomToken, verifyPassword } from '../../../platform/crypto/index.ts'
import { transaction } from '../../../platform/db/index.ts'
import { later } from '../../../platform/time.ts'
import { type Account, accountByEmail, accountById, updateAgent } from '../store/agents.ts'
import { deleteTokens, findToken, insertToken } from '../store/tokens.ts'
import { audit } from './audit.ts'
import { openSession, type Peer } from './sessions.ts'
import { forgive, takeAttempt } from './throttle.ts'
import { takeCode } from './two-factor.ts'

/** `code`: the password was right and a second factor is due, `ticket` says whose. `ended`: that took too long. */
export type SignIn =
  | { is: 'in'; token: string }
  | { is: 'code'; ticket: string }
  | { is: 'wrong' }
  | { is: 'ended' }
  | { is: 'slow'; seconds: number }

const ticketLasts = 5 * 60_000

/** Signs somebody in by address and password. An unknown address takes as long as a known one and looks the same. */
export async function signIn(
  app: App,
  input: { email: string; password: string },
  peer: Peer,
): Promise<SignIn> {
  const email = input.email.trim().toLowerCase()
  const seconds = await takeAttempt(app, { account: email, ip: peer.ip })
  if (seconds > 0) return { is: 'slow', seconds }
  const account = await accountByEmail(app.db, email)
  const usable = account && !account.disabledAt ? account.password || undefined : undefined
  const { ok, stale } = await verifyPassword(usable, input.password)
  if (!account || !ok) return refuse(app, account, peer)
  if (stale) await updateAgent(app.db, account.id, { password: await hashPassword(input.password) })
  return account.totpSecret ? askForCode(app, account) : letIn(app, account, peer)
}

/** The second step: a code of the authenticator app, or a recovery code. */
export async function signInWithCode(
  app: App,
  input: { ticket: string; code: string },
  peer: Peer,
): Promise<SignIn> {
  const id = await findToken(app.db, 'code', hashToken(input.ticket), app.clock().toISOString())
  const account = id === undefined ? undefined : await accountById(app.db, id)
  if (!account || account.disabledAt) return { is: 'ended' }
  const seconds = await takeAttempt(app, { account: codeKey(account), ip: peer.ip })
  if (seconds > 0) return { is: 'slow', seconds }
  const right = await transaction(app.db, (trx) => takeCode(app, trx, account, input.code))
  return right ? letIn(app, account, peer) : refuse(app, account, peer)
}

async function askForCode(app: App, account: Account): Promise<SignIn> {
  const ticket = randomToken()
  const expiresAt = later(app.clock(), ticketLasts)
  await insertToken(app.db, { hash: hashToken(ticket), purpose: 'code', agentId: account.id, expiresAt })
  return { is: 'code', ticket }
}

async function letIn(app: App, account: Account, peer: Peer): Promise<SignIn> {
  const at = app.clock().toISOString()
  return transaction(app.db, async (trx) => {
    await forgive(app, trx, { account: account.email, ip: peer.ip })
    if (account.totpSecret) await forgive(app, trx, { account: codeKey(account), ip: peer.ip })
    await deleteTokens(trx, account.id, 'code')
    const deed = {
      actor: `agent:${account.id}`,
      ip: peer.ip,
      action: 'sign-in',
      object: `agent:${account.id}`,
    }
    await audit(trx, deed, at)
    return { is: 'in', token: await openSession(app, trx, account.id, peer) }
  })
}

async function refuse(app: App, account: Account | undefined, peer: Peer): Promise<SignIn> {
  const object = account ? `agent:${account.id}` : 'agent:unknown'
  const deed = { actor: 'stranger', ip: peer.ip, action: 'sign-in-failed', object }
  await transaction(app.db, (trx) => audit(trx, deed, app.clock().toISOString()))
  return { is: 'wrong' }
}

function codeKey(account: Account) {
  return `code:${account.id}`
}
