import type { App } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import type { Quality, Voice } from '../../../plugin/index.ts'
import type { Call, Party } from '../call.ts'
import type { Live } from '../engine/index.ts'
import { oneWay } from '../one-way.ts'
import { lockCall, updateCall } from '../store/calls.ts'
import { putQuality } from '../store/legs.ts'
import { tellCall, tellPhone } from '../telling.ts'

/** Asks how good the line of a leg is, and keeps the answer with the leg and the call. */
export async function measure(
  app: App,
  voice: Voice,
  { call, live, leg }: { call: Call; live: Live; leg: string },
): Promise<void> {
  const quality = await voice.quality(leg)
  const party = live.legs[leg]?.party
  if (quality && party) await keepQuality(app, { callId: call.id, live, leg, party, quality })
}

type Measured = { callId: number; live: Live; leg: string; party: Party; quality: Quality }

/** Staff who look at the call, or are in it, are told when one side begins, or ceases, to hear nothing. */
async function keepQuality(app: App, { callId, live, leg, party, quality }: Measured) {
  await transaction(app.db, async (trx) => {
    await putQuality(trx, leg, quality)
    const call = await lockCall(trx, callId)
    if (!call) return
    const before = call.quality?.[party]
    await updateCall(trx, callId, { quality: { ...call.quality, [party]: quality } })
    if (oneWay(quality) === (before && oneWay(before))) return
    const at = app.clock().toISOString()
    await tellCall(trx, callId, at)
    for (const { agentId } of Object.values(live.legs))
      if (agentId !== undefined) await tellPhone(trx, agentId, at)
  })
}
