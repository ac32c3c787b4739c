import type { App } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import { admit, Refused, telephone } from '../../dialing/index.ts'
import type { Call } from '../call.ts'
import type { Command, Live } from '../engine/index.ts'

type Dial = Command & { do: 'dial' }

/**
 * The gate, right before a number is dialled: since the call was placed the customer may have asked to be left alone, or
 * the hour has come. Of anybody else who is rung for a caller only the number is looked at.
 */
export async function mayDial(
  app: App,
  call: Call,
  live: Live,
  { leg, call: { to } }: Dial,
): Promise<boolean> {
  if (!('number' in to)) return true
  try {
    await transaction(app.db, async (trx) => {
      if (leg !== live.customer) return telephone(trx, to.number)
      const { id: callId, purpose, personId, agentId, lineId, channelId } = call
      if (purpose === 'inbound') throw new Error('a customer who rings is not dialled')
      await admit(trx, app, {
        number: to.number,
        purpose,
        callId,
        channelId,
        at: app.clock().toISOString(),
        ...(personId !== null && { personId }),
        ...(agentId !== null && { agentId }),
        ...(lineId !== null && { lineId }),
      })
    })
    return true
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    app.log.warn({ call: call.uid, why: error.why }, 'call.refused')
    return false
  }
}
