import type { VoiceEvent } from 'qiantai/plugin'
import { type Dict, dict, text } from '../json.ts'
import { missed, played, recorded, seen } from './beside.ts'
import type { Floor } from './floor.ts'
import { begun, ofLeg, transfers } from './legs.ts'

/** The events that the exchange is asked for; everything else stays there. */
export const types = [
  'StasisStart',
  'StasisEnd',
  'Dial',
  'ChannelStateChange',
  'ChannelHangupRequest',
  'ChannelDestroyed',
  'ChannelDtmfReceived',
  'ChannelTalkingStarted',
  'ChannelTalkingFinished',
  'ChannelHold',
  'ChannelUnhold',
  'ChannelTransfer',
  'ChannelLeftBridge',
  'ChannelUserevent',
  'PlaybackFinished',
  'RecordingFinished',
  'RecordingFailed',
  'DeviceStateChanged',
  'ApplicationReplaced',
]

/**
 * What an event of the exchange means to the house, undefined where it is nothing. What it tells of a leg is kept on the
 * floor: ringing, answered and ended are told once each, and of nobody whom the house does not know.
 */
export function heard(floor: Floor, said: Dict): VoiceEvent | undefined {
  const type = text(said, 'type')
  if (type === 'StasisStart') return begun(floor, said)
  if (type === 'PlaybackFinished') return played(dict(said['playback']))
  if (type === 'RecordingFinished' || type === 'RecordingFailed')
    return recorded(type, dict(said['recording']))
  if (type === 'DeviceStateChanged') return seen(floor, dict(said['device_state']))
  if (type === 'ChannelTransfer') return transfers(floor, said)
  if (type === 'ChannelUserevent') return missed(dict(said['userevent']))
  const leg = text(dict(type === 'Dial' ? said['peer'] : said['channel']), 'id')
  const known = floor.legs.get(leg)
  return known && ofLeg(floor, { type, said, leg, known })
}
