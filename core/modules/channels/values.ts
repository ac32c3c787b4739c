import { setTimeout } from 'node:timers/promises'
import { Unavailable } from '../../errors.ts'
import type { App } from '../../module.ts'
import { randomToken, type Vault } from '../../platform/crypto/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { later } from '../../platform/time.ts'
import { dropValue, endLease, findValue, leaseValue, putValues } from './store/values.ts'

/** What a maker answers: the value, and when it ends in milliseconds since 1970. */
export type Made<T> = { value: T; until: number }

type Place = { channelId: number; name: string }

const leaseMilliseconds = 15_000
const glance = 50
const longestWait = 30_000

/**
 * Stores values of an account, each sealed, in the transaction of what they belong to: for good, or until they end
 * (milliseconds since 1970).
 */
export async function rememberValues(
  trx: Db,
  vault: Vault,
  { channelId, until }: { channelId: number; until?: number },
  values: Record<string, unknown>,
): Promise<void> {
  const sealed = Object.entries(values).map(([name, value]) => ({ name, value: seal(vault, value) }))
  const ends = until === undefined ? null : new Date(until).toISOString()
  await putValues(trx, { channelId, until: ends }, sealed)
}

/** The value that was last remembered under this name, or undefined where there is none, or it has ended. */
export async function recallValue(app: App, { channelId, name }: Place): Promise<unknown> {
  const row = await findValue(app.db, channelId, name)
  const isOver = !row?.value || (row.until !== null && row.until <= app.clock().toISOString())
  return isOver || !row.value ? undefined : open(app.vault, row.value)
}

/**
 * The living value of this name. Where there is none, one caller over all processes makes it, outside of any
 * transaction, and the others wait; a maker who dies is replaced after 15 s. Throws what the maker throws, and
 * Unavailable to those who have waited 30 s.
 */
export async function sharedValue<T>(app: App, place: Place, make: () => Promise<Made<T>>): Promise<T> {
  const named = { ...place, name: sharedName(place.name) }
  for (const started = performance.now(); performance.now() - started < longestWait;) {
    const known = await living<T>(app, named)
    if (known) return known.value
    const lease = await begin(app, named)
    if (lease) return finish(app, { ...named, lease }, make)
    await setTimeout(glance)
  }
  throw new Unavailable('channels.reason.shared')
}

/** Drops what is shared or remembered under this name, if it still is this one. */
export async function forgetValue(app: App, { channelId, name }: Place, value: unknown): Promise<void> {
  for (const stored of [sharedName(name), name]) {
    const row = await findValue(app.db, channelId, stored)
    const isSame = row?.value && JSON.stringify(open(app.vault, row.value)) === JSON.stringify(value)
    if (isSame && row.value) await dropValue(app.db, channelId, stored, row.value)
  }
}

async function living<T>(app: App, { channelId, name }: Place): Promise<{ value: T } | undefined> {
  const row = await findValue(app.db, channelId, name)
  const isOver = !row?.value || !row.until || row.until <= app.clock().toISOString()
  return isOver || !row.value ? undefined : { value: open(app.vault, row.value) as T }
}

async function begin(app: App, place: Place): Promise<string | undefined> {
  const now = app.clock()
  const leasedUntil = later(now, leaseMilliseconds)
  const lease = randomToken(12)
  const isOurs = await leaseValue(app.db, { ...place, lease, now: now.toISOString(), leasedUntil })
  return isOurs ? lease : undefined
}

async function finish<T>(
  app: App,
  held: Place & { lease: string },
  make: () => Promise<Made<T>>,
): Promise<T> {
  try {
    const { value, until } = await make()
    await endLease(app.db, held, { value: seal(app.vault, value), until: new Date(until).toISOString() })
    return value
  } catch (error) {
    await endLease(app.db, held)
    throw error
  }
}

/** Shared values have names of their own, so that what is remembered is never taken for one. */
function sharedName(name: string): string {
  return `shared:${name}`
}

function seal(vault: Vault, value: unknown): string {
  return vault.seal(JSON.stringify(value ?? null))
}

function open(vault: Vault, sealed: string): unknown {
  return JSON.parse(vault.open(sealed))
}
