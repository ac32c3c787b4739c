import type { App } from '../../../module.ts'
import type { VoiceEvent } from '../../../plugin/index.ts'
import { isNews } from '../engine/index.ts'
import { step } from '../runtime/step.ts'
import { turnsOf } from '../runtime/turns.ts'
import { isParked } from '../verbs/parking.ts'
import { disownLeg, ownerOf } from './owners.ts'
import { parkedGone, parkedUp } from './parked.ts'

/** What is said of a leg, a playback or a recording. */
type Other = 'incoming' | 'outgoing' | 'left' | 'phone' | 'rebuilt' | 'lost'
type CallEvent = Exclude<VoiceEvent, { type: Other }>

/** Lets the call go on that this is about. What belongs to none of ours is nobody's business. */
export async function hear(app: App, channelId: number, event: CallEvent): Promise<void> {
  const id = idIn(event)
  // Whose it is may take a look into the database: what is heard later waits for that.
  const passed = await turnsOf(app).take(`channel:${channelId}`, async () => {
    const uid = await ownerOf(app, channelId, id)
    if (event.type === 'ended') disownLeg(app, channelId, id)
    return { stepped: uid && step(app, uid, { type: 'voice', event }, ({ live }) => isNews(live, event)) }
  })
  await passed.stepped
  if (!isParked(id)) return
  if (event.type === 'answered') await parkedUp(app, channelId, id)
  if (event.type === 'ended') await parkedGone(app, id)
}

function idIn(event: CallEvent): string {
  if ('leg' in event) return event.leg
  return 'playback' in event ? event.playback : event.recording
}
