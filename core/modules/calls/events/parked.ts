import type { App } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import { askForAgent } from '../queue/asking.ts'
import { parkedBy } from '../verbs/parking.ts'
import { agentLine, updateLine } from '../store/agent-lines.ts'
import { tellPhone } from '../telling.ts'

/** The agent has picked up for the shift. One leg is enough: who asked twice at once has a second. */
export async function parkedUp(app: App, channelId: number, leg: string): Promise<void> {
  const voice = app.channels.open(channelId)?.voice
  const { parked } = await agentLine(app.db, parkedBy(leg))
  if (parked !== null && parked !== leg) return voice?.hangUp(leg)
  await keepParked(app, parkedBy(leg), leg)
  await voice?.hold(leg, 'silence')
}

/** It is alone, hears nothing, and its microphone is open. */
export async function rest(app: App, channelId: number, leg: string): Promise<void> {
  const voice = app.channels.open(channelId)?.voice
  await voice?.hold(leg, 'silence')
  await voice?.mute(leg, false)
}

/** The agent has hung up for the shift. */
export async function parkedGone(app: App, leg: string): Promise<void> {
  const agentId = parkedBy(leg)
  if ((await agentLine(app.db, agentId)).parked === leg) await keepParked(app, agentId, null)
}

async function keepParked(app: App, agentId: number, parked: string | null) {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    await updateLine(trx, agentId, { parked })
    await tellPhone(trx, agentId, at)
    if (parked) await askForAgent(trx, agentId, at)
  })
}
