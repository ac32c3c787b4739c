import type { App } from '../../../module.ts'
import type { VoiceEvent } from '../../../plugin/index.ts'
import { e164 } from '../../lines/index.ts'
import { callerOf } from '../../people/index.ts'
import { beginLeft, type World } from '../engine/index.ts'
import { begin } from '../runtime/begin.ts'
import type { Stored } from '../runtime/keep.ts'
import { inTurn } from '../runtime/step.ts'
import { readWorld } from '../runtime/world.ts'
import { uidExists } from '../store/calls.ts'
import { uidFor } from '../uid.ts'
import { lineCalled } from './lines.ts'

type Left = VoiceEvent & { type: 'left' }
type Taken = Left & { channelId: number; uid: string }

/**
 * A caller has left a message with the exchange while nobody of ours heard them: it becomes a call of that time, and what
 * follows from any message. However often it is told, it is one call.
 */
export async function left(app: App, channelId: number, event: Left): Promise<void> {
  const uid = uidFor(`${channelId} ${event.recording}`)
  await inTurn(app, uid, async (trx) =>
    (await uidExists(trx, uid)) ? undefined : take({ ...app, db: trx }, { ...event, channelId, uid }),
  )
}

/** `app.db` is a transaction. The clock of the exchange may be ahead of ours. */
async function take(app: App, { channelId, uid, recording, from, to, at }: Taken): Promise<Stored> {
  const then = new Date(Math.min(Date.parse(at), app.clock().getTime()))
  const within = { ...app, clock: () => then }
  const line = await lineCalled(app.db, channelId, to)
  const lineId = line?.id ?? null
  const number = e164(from, line?.area)
  const identity = await callerOf(app.db, { channelId, number, uid }, then.toISOString())
  const subject = { channelId, lineId, number, identityId: identity.id, teamId: null }
  const world = await readWorld(within, subject)
  const teamId = teamOf(world)
  const call = { uid, channelId, lineId, number, identity, agentId: null }
  const kind = { direction: 'in', purpose: 'inbound' } as const
  return begin(within, { ...call, ...kind }, beginLeft({ uid, from: number, recording, teamId }, world))
}

/** For whom it would have been. */
function teamOf({ flow, isOpen }: World): number | null {
  const steps = flow ? [isOpen ? flow.start : flow.closed, flow.start, flow.closed] : []
  return steps.flatMap((step) => ('teamId' in step && step.teamId) || [])[0] ?? null
}
