import { Conflict } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { append } from '../../../platform/events/index.ts'
import { agentsWith } from '../../agents/index.ts'
import { extensionByPhone } from '../../lines/index.ts'
import { placeCall } from '../verbs/placing.ts'
import { turnsOf } from '../runtime/turns.ts'
import { newUid } from '../uid.ts'
import { ownLeg } from './owners.ts'

type Outgoing = { leg: string; phone: string; keys: string }

/** A phone of staff dials by itself: it passes the same gate as a click, or is hung up, and its agent is told why. */
export async function outgoing(app: App, channelId: number, event: Outgoing): Promise<void> {
  const { leg, phone, keys } = event
  const uid = newUid()
  const { agentId } = (await extensionByPhone(app.db, channelId, phone)) ?? {}
  if (agentId === undefined || !(await agentsWith(app.db, 'calls.take')).includes(agentId))
    return hangUp(app, channelId, leg)
  await turnsOf(app).take(`channel:${channelId}`, async () => ownLeg(app, channelId, leg, uid))
  try {
    await placeCall(app, { to: { number: keys }, agentId, channelId, uid, leg })
  } catch (error) {
    await hangUp(app, channelId, leg)
    if (!(error instanceof Conflict)) throw error
    const data = { message: error.message, values: error.values }
    const fact = { topic: `phone:${agentId}`, type: 'phone.refused', ref: agentId, data }
    await append(app.db, fact, app.clock().toISOString())
  }
}

async function hangUp(app: App, channelId: number, leg: string) {
  await app.channels.open(channelId)?.voice?.hangUp(leg, 'rejected')
}
