import type { App } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { VoiceEvent } from '../../../plugin/index.ts'
import { e164 } from '../../lines/index.ts'
import { callerOf, turnAway } from '../../people/index.ts'
import { beginIncoming } from '../engine/index.ts'
import { begin } from '../runtime/begin.ts'
import type { Stored } from '../runtime/keep.ts'
import { inTurn } from '../runtime/step.ts'
import { turnsOf } from '../runtime/turns.ts'
import { readWorld } from '../runtime/world.ts'
import { newUid } from '../uid.ts'
import { lineCalled } from './lines.ts'
import { disownLeg, ownerOf, ownLeg } from './owners.ts'

type Incoming = VoiceEvent & { type: 'incoming' }
type Ringing = Incoming & { channelId: number; uid: string }

/** A customer rings. The same leg again is the same call; who is blocked hears that the line is busy. */
export async function incoming(app: App, channelId: number, event: Incoming): Promise<void> {
  const begun = await turnsOf(app).take(`channel:${channelId}`, async () => {
    if (await ownerOf(app, channelId, event.leg)) return {}
    const uid = newUid()
    ownLeg(app, channelId, event.leg, uid)
    return { stored: inTurn(app, uid, (trx) => take(app, trx, { ...event, channelId, uid })) }
  })
  if (begun.stored && !(await begun.stored)) await hangUp(app, channelId, event.leg)
}

async function hangUp(app: App, channelId: number, leg: string) {
  disownLeg(app, channelId, leg)
  await app.channels.open(channelId)?.voice?.hangUp(leg, 'busy')
}

/** Who rings, and the first step, in one transaction; nothing where they are blocked. */
async function take(
  app: App,
  trx: Db,
  { channelId, uid, leg, from, to }: Ringing,
): Promise<Stored | undefined> {
  // One moment: who calls for the first time has not been here before their call.
  const now = app.clock()
  const within = { ...app, db: trx, clock: () => now }
  const line = await lineCalled(trx, channelId, to)
  const lineId = line?.id ?? null
  const number = e164(from, line?.area)
  const identity = await callerOf(trx, { channelId, number, uid }, now.toISOString())
  const blocked = await turnAway(trx, [identity.personId], now.toISOString())
  if (blocked.size > 0) return undefined
  const world = await readWorld(within, {
    channelId,
    lineId,
    number,
    identityId: identity.id,
    teamId: null,
  })
  const call = { uid, channelId, lineId, number, identity, agentId: null }
  const kind = { direction: 'in', purpose: 'inbound' } as const
  return begin(within, { ...call, ...kind }, beginIncoming({ uid, leg, from: number }, world))
}
