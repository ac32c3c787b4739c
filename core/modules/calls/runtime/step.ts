import { isDeepStrictEqual } from 'node:util'
import type { App } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { type Advance, advance, type Input, type Live } from '../engine/index.ts'
import { lockLive } from '../store/calls.ts'
import type { LiveCall } from '../store/rows.ts'
import { carryOut } from './commands.ts'
import { Overtaken } from './doing.ts'
import { keep, type Stored } from './keep.ts'
import { turnsOf } from './turns.ts'
import { readWorld } from './world.ts'

const mostTries = 3

/**
 * Lets the call under this uid go on: its row is locked, the engine says what becomes of it, and all of that is stored
 * in one transaction. Resolves after the commit; the exchange is told then, before anything else happens to the call.
 * Where the call `fits` no longer, nothing is done. Rejects with what the engine refuses (Conflict).
 */
export async function step(
  app: App,
  uid: string,
  input: Input,
  fits: (call: LiveCall) => boolean = () => true,
): Promise<void> {
  await inTurn(app, uid, async (trx) => {
    const call = await lockLive(trx, uid)
    return call && fits(call) ? goOn(app, trx, call, input) : undefined
  })
}

/** Lets a call that this transaction has locked go on; undefined where nothing about it changes. */
export async function goOn(app: App, trx: Db, call: LiveCall, input: Input): Promise<Stored | undefined> {
  const within = { ...app, db: trx }
  const { live, ...was } = call
  const world = await readWorld(within, call)
  const next = advance(live, input, world)
  return isStill(live, next) ? undefined : keep(within, trx, { was, live }, next)
}

/** Staff who begin and cease to speak are most of what an exchange tells. */
function isStill(before: Live, { live, commands, facts }: Advance): boolean {
  return commands.length === 0 && facts.length === 0 && isDeepStrictEqual(live, before)
}

/**
 * Does this in the turn of a call, in a transaction, and tells the exchange what follows once that is committed; answers
 * then what was stored. Where another process had the same agent, it is done again.
 */
export function inTurn(
  app: App,
  uid: string,
  work: (trx: Db) => Promise<Stored | undefined>,
): Promise<Stored | undefined> {
  return new Promise((resolve, reject) => {
    const turn = turnsOf(app).take(uid, async () => {
      const stored = await insist(app, work)
      resolve(stored)
      if (stored) await carryOut(app, stored, (input) => void feed(app, uid, input))
    })
    turn.catch(reject)
  })
}

async function insist(app: App, work: (trx: Db) => Promise<Stored | undefined>, tries = 1) {
  try {
    return await transaction(app.db, work)
  } catch (error) {
    if (!(error instanceof Overtaken) || tries === mostTries) throw error
    return insist(app, work, tries + 1)
  }
}

/** What the exchange has made of a command, when the turn is over. */
async function feed(app: App, uid: string, input: Input) {
  try {
    await step(app, uid, input)
  } catch (error) {
    app.log.error({ error, call: uid, input: input.type }, 'call.step-failed')
  }
}
