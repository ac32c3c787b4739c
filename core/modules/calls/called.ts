import type { App } from '../../module.ts'
import type { VoiceEvent } from '../../plugin/index.ts'
import { hear } from './events/call.ts'
import { incoming } from './events/incoming.ts'
import { left } from './events/left.ts'
import { lost } from './events/lost.ts'
import { outgoing } from './events/outgoing.ts'
import { phoneChanged } from './events/phone.ts'
import { rebuilt } from './events/rebuilt.ts'

/**
 * Takes in what happened at an exchange, in the order of the calls of this. Resolves after the commit; what the exchange
 * is to do about it is done afterwards.
 */
export async function called(app: App, channelId: number, event: VoiceEvent): Promise<void> {
  app.log.debug({ channel: channelId, event }, 'call.event')
  switch (event.type) {
    case 'incoming':
      return incoming(app, channelId, event)
    case 'outgoing':
      return outgoing(app, channelId, event)
    case 'left':
      return left(app, channelId, event)
    case 'phone':
      return phoneChanged(app, channelId, event)
    case 'rebuilt':
      return rebuilt(app, channelId, event.snapshot)
    case 'lost':
      return lost(app, channelId)
    default:
      return hear(app, channelId, event)
  }
}
