import type { App } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { cardChanged } from '../../conversations/index.ts'
import type { Call } from '../call.ts'
import { cardOf } from '../card.ts'
import type { Advance, Command, Live } from '../engine/index.ts'
import { keepFacts } from '../facts/index.ts'
import { findCall, updateCall } from '../store/calls.ts'
import type { Doing } from './doing.ts'
import { keepTimers } from './timers.ts'

/** A step that is stored, and what the exchange is to be told of it. */
export type Stored = { call: Call; live: Live; commands: Command[][] }

/** Stores a step of a call with everything that follows from it. `was` is the call before it. */
export async function keep(
  app: App,
  trx: Db,
  { was, live: before }: { was: Call; live: Live | undefined },
  { live, commands, facts }: Advance,
): Promise<Stored> {
  const at = app.clock().toISOString()
  const doing: Doing = { app, trx, at, was, live, change: {}, concerned: new Set(), told: [] }
  await keepFacts(doing, facts)
  const hasEnded = live.state === 'ended' && live.finishing.length === 0
  doing.change.state = live.state
  await updateCall(trx, was.id, doing.change, hasEnded ? null : live)
  await keepTimers(trx, was.id, before, live, at)
  const call = (await findCall(trx, was.id)) ?? was
  await show(doing, call)
  return { call, live, commands }
}

/** The card, and hints for every screen that shows the call: whoever is in it sees what the others do. */
async function show({ trx, at, live, concerned, told }: Doing, call: Call) {
  if (call.messageId !== null) await cardChanged(trx, call.messageId, await cardOf(trx, call), at)
  const { id, state } = call
  if (call.agentId !== null) concerned.add(call.agentId)
  for (const { agentId } of Object.values(live.legs)) if (agentId !== undefined) concerned.add(agentId)
  const frames = [...concerned].map((agentId) => {
    return { topic: `phone:${agentId}`, type: 'phone.state', ref: agentId, data: { callId: id } }
  })
  await append(
    trx,
    [{ topic: `call:${id}`, type: 'call.changed', ref: id, data: { state } }, ...frames, ...told],
    at,
  )
}
