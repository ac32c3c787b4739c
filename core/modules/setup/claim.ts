import { NotFound } from '../../errors.ts'
import type { App, Viewer } from '../../module.ts'
import { hashToken, randomToken } from '../../platform/crypto/index.ts'
import { transaction } from '../../platform/db/index.ts'
import { later } from '../../platform/time.ts'
import { addTeam, countOwners, createOwner, openSession } from '../agents/index.ts'
import { saveClinic } from '../clinic/index.ts'
import { begin } from './progress.ts'
import { insertToken, isToken, takeToken } from './store.ts'

const tokenLasts = 7 * 24 * 3_600_000

export type Claim = { name: string; email: string; password: string; locale: Viewer['locale'] }
type Peer = { ip: string; userAgent: string }

/** Has somebody made this front desk theirs? */
export async function isClaimed(app: App): Promise<boolean> {
  return (await countOwners(app.db)) > 0
}

/**
 * The path with which a stranger becomes the owner, once and within seven days; links from before work no longer.
 * Nothing where there is an owner.
 */
export async function setupPath(app: App): Promise<string | undefined> {
  if (await isClaimed(app)) return undefined
  const token = randomToken()
  const expiresAt = later(app.clock(), tokenLasts)
  await transaction(app.db, (trx) => insertToken(trx, hashToken(token), expiresAt))
  return `/setup/${token}`
}

/** Does this token open the wizard? */
export async function opensSetup(app: App, token: string): Promise<boolean> {
  if (await isClaimed(app)) return false
  return isToken(app.db, hashToken(token), app.clock().toISOString())
}

/**
 * Makes the owner's account and a first team, uses the token up and begins the wizard, all or nothing. Answers the token of a session.
 * Throws `NotFound` for a token that does not count, `Invalid` for an account that cannot be made.
 */
export async function claim(app: App, token: string, owner: Claim, peer: Peer): Promise<string> {
  return transaction(app.db, async (trx) => {
    const taken = await takeToken(trx, hashToken(token), app.clock().toISOString())
    if (!taken) throw new NotFound('setup.link-ended')
    const inside = { ...app, db: trx }
    const id = await createOwner(inside, owner, peer.ip)
    const actor = { actor: 'setup', ip: peer.ip }
    await saveClinic(inside, actor, { locale: owner.locale })
    await addTeam(app, trx, actor, { name: app.i18n.t(owner.locale, 'setup.team'), memberIds: [id] })
    await begin(trx)
    return openSession(app, trx, id, peer)
  })
}
