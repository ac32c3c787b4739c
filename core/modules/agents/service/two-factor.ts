import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import QRCode from 'qrcode'
import type { App, Viewer } from '../../../module.ts'
import { Conflict, Invalid, NotFound } from '../../../errors.ts'
import { hashToken } from '../../../platform/crypto/index.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { actorOf } from '../actor.ts'
import {
  type Account,
  accountById,
  replaceRecoveryCodes,
  takeTotpStep,
  updateAgent,
} from '../store/agents.ts'
import { audit } from './audit.ts'
import { insistOnPassword } from './passwords.ts'
import { openSession, type Peer, revokeSessions } from './sessions.ts'

/** `sealed` comes back with the first code; `picture` is a data URL of an SVG. */
export type Offer = { secret: string; sealed: string; picture: string }

/** Makes a new secret for the viewer's authenticator app. Nothing is stored until a code proves that the app has it. */
export async function offerTwoFactor(app: App, viewer: Viewer, clinic: string): Promise<Offer> {
  const account = await accountById(app.db, viewer.agentId)
  const secret = new Secret({ size: 20 })
  const uri = new TOTP({ issuer: clinic, label: account?.email, secret }).toString()
  return offerOf(app, viewer.agentId, secret.base32, uri)
}

/** The same offer again, for a form whose code was wrong. Throws where it was changed or is somebody else's. */
export async function repeatOffer(app: App, viewer: Viewer, sealed: string, clinic: string): Promise<Offer> {
  const account = await accountById(app.db, viewer.agentId)
  const secret = openOffer(app, viewer.agentId, sealed)
  const uri = new TOTP({
    issuer: clinic,
    label: account?.email,
    secret: Secret.fromBase32(secret),
  }).toString()
  return offerOf(app, viewer.agentId, secret, uri)
}

async function offerOf(app: App, agentId: number, secret: string, uri: string): Promise<Offer> {
  const svg = await QRCode.toString(uri, { type: 'svg', margin: 1 })
  const picture = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
  return { secret, sealed: app.vault.seal(JSON.stringify([agentId, secret])), picture }
}

/**
 * Switches two-factor sign-in on with the first code. Answers the recovery codes, shown this once, and the token of a
 * new session: every session from before has ended. Throws `Conflict` where it is on: who replaces it switches
 * the old one off first, and that takes the password.
 */
export async function enableTwoFactor(
  app: App,
  viewer: Viewer,
  input: { sealed: string; code: string },
  peer: Peer,
): Promise<{ codes: string[]; token: string }> {
  const account = await accountById(app.db, viewer.agentId)
  if (account?.totpSecret) throw new Conflict('admin.account.two-factor.already')
  const secret = openOffer(app, viewer.agentId, input.sealed)
  const step = stepOf(app, secret, input.code)
  if (step === undefined) throw new Invalid([{ field: 'code', message: 'auth.code.wrong' }])
  const codes = newRecoveryCodes()
  const token = await changeFactors(app, viewer, peer, 'two-factor.enabled', {
    totpSecret: app.vault.seal(secret),
    totpStep: step,
    recoveryCodes: codes.map(hashToken),
  })
  return { codes, token }
}

/** Makes ten new recovery codes in place of the old. Throws `Invalid` where the password is wrong. */
export async function renewRecoveryCodes(
  app: App,
  viewer: Viewer,
  password: string,
  peer: Peer,
): Promise<{ codes: string[]; token: string }> {
  const account = await insistOnPassword(app, viewer, password)
  if (!account.totpSecret) throw new NotFound()
  const codes = newRecoveryCodes()
  const change = { recoveryCodes: codes.map(hashToken) }
  return { codes, token: await changeFactors(app, viewer, peer, 'two-factor.codes-renewed', change) }
}

/** Switches it off; the password has to be given again. Answers the token of a new session. */
export async function disableTwoFactor(
  app: App,
  viewer: Viewer,
  password: string,
  peer: Peer,
): Promise<string> {
  await insistOnPassword(app, viewer, password)
  return changeFactors(app, viewer, peer, 'two-factor.disabled', { totpSecret: null, recoveryCodes: [] })
}

async function changeFactors(
  app: App,
  viewer: Viewer,
  peer: Peer,
  action: string,
  change: Parameters<typeof updateAgent>[2],
): Promise<string> {
  const at = app.clock().toISOString()
  const id = viewer.agentId
  return transaction(app.db, async (trx) => {
    await updateAgent(trx, id, change)
    await revokeSessions(trx, id, at)
    await append(trx, { topic: `agent:${id}`, type: 'agent.changed', ref: id }, at)
    await audit(trx, { ...actorOf(viewer), action, object: `agent:${id}` }, at)
    return openSession(app, trx, id, peer)
  })
}

/** Uses up a code of the app, or a recovery code. Each works once. */
export async function takeCode(app: App, trx: Db, account: Account, code: string): Promise<boolean> {
  const typed = code.replace(/[\s-]/g, '')
  if (/^\d{6}$/.test(typed)) return takeAppCode(app, trx, account, typed)
  const rest = account.recoveryCodes.filter((hash) => hash !== hashToken(dashed(typed.toLowerCase())))
  if (rest.length === account.recoveryCodes.length) return false
  return replaceRecoveryCodes(trx, account.id, account.recoveryCodes, rest)
}

async function takeAppCode(app: App, trx: Db, account: Account, code: string) {
  if (!account.totpSecret) return false
  const step = stepOf(app, app.vault.open(account.totpSecret), code)
  return step !== undefined && takeTotpStep(trx, account.id, step)
}

/** The time step that a code is of, one before and one after now allowed. */
function stepOf(app: App, secret: string, code: string): number | undefined {
  const timestamp = app.clock().getTime()
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  const delta = totp.validate({ token: code.replace(/\s/g, ''), timestamp, window: 1 })
  return delta === null ? undefined : totp.counter({ timestamp }) + delta
}

function openOffer(app: App, agentId: number, sealed: string): string {
  const [owner, secret] = JSON.parse(app.vault.open(sealed))
  if (owner !== agentId || typeof secret !== 'string') throw new NotFound()
  return secret
}

const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789a'

function newRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () =>
    dashed([...randomBytes(16)].map((byte) => alphabet[byte % 32]).join('')),
  )
}

function dashed(code: string) {
  return code.match(/.{1,4}/g)?.join('-') ?? ''
}
