import type { App } from '../../../module.ts'
import { hashToken } from '../../../platform/crypto/index.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { networkOf } from '../../../platform/http/index.ts'
import {
  type Attempts,
  deleteAttempts,
  deleteOldAttempts,
  forgiveAttempt,
  lockAttempts,
  saveAttempts,
} from '../store/throttle.ts'

const hour = 3_600_000

/** How many attempts are free, and the longest wait in seconds: long enough to spoil guessing, never a lock. */
const limits = { account: { free: 4, longest: 120 }, network: { free: 20, longest: 60 } }

/** What is being guessed, and from where. */
export type Guess = { account: string; ip: string }

/**
 * Counts an attempt before it is looked at, so that many at once count as many. Answers the seconds to wait where it
 * is too soon for another, else 0.
 */
export async function takeAttempt(app: App, guess: Guess): Promise<number> {
  const now = app.clock().getTime()
  return transaction(app.db, async (trx) => {
    await deleteOldAttempts(trx, iso(now - hour))
    const attempts = await lockAttempts(trx, Object.values(keysOf(guess)), iso(now))
    const wait = Math.max(...attempts.map(({ until }) => Date.parse(until) - now))
    if (wait > 0) return Math.ceil(wait / 1000)
    for (const each of attempts) await saveAttempts(trx, next(each, now))
    return 0
  })
}

/** The attempt was right: the account starts anew, and the network gets this attempt back. */
export async function forgive(app: App, db: Db, guess: Guess): Promise<void> {
  const { account, network } = keysOf(guess)
  await deleteAttempts(db, account)
  await forgiveAttempt(db, network, app.clock().toISOString())
}

function next({ key, failures }: Attempts, now: number): Attempts {
  const { free, longest } = key.startsWith('account:') ? limits.account : limits.network
  const count = failures + 1
  const seconds = count < free ? 0 : Math.min(longest, 2 ** Math.min(count - free, 10))
  return { key, failures: count, until: iso(now + seconds * 1000) }
}

/** Addresses of people are hashed: the table need not be a list of who tried to sign in. */
function keysOf({ account, ip }: Guess) {
  return { account: `account:${hashToken(account)}`, network: `network:${networkOf(ip)}` }
}

function iso(milliseconds: number) {
  return new Date(milliseconds).toISOString()
}
