import type { App } from '../../../module.ts'
import { callCame } from '../../conversations/index.ts'
import type { Identity } from '../../people/index.ts'
import type { Call } from '../call.ts'
import { cardOf } from '../card.ts'
import type { Advance } from '../engine/index.ts'
import { findCall, insertCall, updateCall } from '../store/calls.ts'
import { keep, type Stored } from './keep.ts'

/** What is known of a call before its first step. */
export type Beginning = Pick<
  Call,
  'uid' | 'channelId' | 'lineId' | 'direction' | 'purpose' | 'number' | 'agentId'
> & { identity: Identity }

/** Stores a call with its card and its first step. `app.db` is a transaction. */
export async function begin(app: App, { identity, ...call }: Beginning, advance: Advance): Promise<Stored> {
  const trx = app.db
  const at = app.clock().toISOString()
  const { state } = advance.live
  const { personId, id: identityId } = identity
  const id = await insertCall(trx, { ...call, personId, identityId, state, startedAt: at }, advance.live)
  const made = await findCall(trx, id)
  if (!made) throw new Error(`no call ${id}`)
  const { channelId, agentId } = call
  const came = await callCame(trx, {
    identity,
    channelId,
    ...(agentId !== null && { agentId }),
    card: await cardOf(trx, made),
    at,
  })
  await updateCall(trx, id, came)
  return keep(app, trx, { was: { ...made, ...came }, live: undefined }, advance)
}
