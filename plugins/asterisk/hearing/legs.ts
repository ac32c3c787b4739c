import type { VoiceEvent } from 'qiantai/plugin'
import { count, type Dict, dict, text, texts } from '../json.ts'
import { isLeg } from '../voice/snapshot.ts'
import { causeOf } from './causes.ts'
import type { Floor, Leg } from './floor.ts'

/** An event of a leg that the house knows. */
export type Told = { type: string; said: Dict; leg: string; known: Leg }

/** What it means; undefined where it is nothing, or has been told. */
export function ofLeg(floor: Floor, told: Told): VoiceEvent | undefined {
  const { type, said, leg, known } = told
  switch (type) {
    case 'Dial':
      return rings(leg, known, text(said, 'dialstatus'))
    case 'ChannelStateChange':
      return answers(leg, known, text(dict(said['channel']), 'state'))
    case 'ChannelHangupRequest':
      known.code = count(said, 'cause')
      return undefined
    case 'StasisEnd':
      known.left = true
      return known.dialled ? undefined : ends(floor, told)
    case 'ChannelDestroyed':
      return ends(floor, told)
    case 'ChannelDtmfReceived':
      return presses(leg, text(said, 'digit'))
    case 'ChannelTalkingStarted':
    case 'ChannelTalkingFinished':
      return { type: 'talking', leg, on: type === 'ChannelTalkingStarted' }
    case 'ChannelHold':
    case 'ChannelUnhold':
      return { type: 'held', leg, on: type === 'ChannelHold' }
    default:
      return undefined
  }
}

/** The dial plan says which it is: `incoming,<number>`, or `outgoing,<phone>,<keys>`. */
export function begun(floor: Floor, said: Dict): VoiceEvent | undefined {
  const channel = dict(said['channel'])
  const leg = text(channel, 'id')
  const [how, first = '', second = ''] = texts(said['args'])
  if (!isLeg(channel) || !leg || !how || !['leg', 'incoming', 'outgoing'].includes(how)) return undefined
  floor.legs.set(leg, { dialled: how === 'leg', rang: false, up: text(channel, 'state') === 'Up' })
  if (how === 'incoming') return { type: 'incoming', leg, ...callerOf(channel), to: first }
  return how === 'outgoing' ? { type: 'outgoing', leg, phone: first, keys: second } : undefined
}

/** A number that is withheld comes as words. */
function callerOf(channel: Dict): { from: string; name?: string } {
  const caller = dict(channel['caller'])
  const number = text(caller, 'number')
  const name = text(caller, 'name').slice(0, 80)
  return { from: /^\+?[0-9*#]{1,30}$/.test(number) ? number : '', ...(name && { name }) }
}

/** 183 brings the carrier's own tones and words: it rings as far as anybody can tell. */
function rings(leg: string, known: Leg, status: string): VoiceEvent | undefined {
  if (known.rang || known.up || !['RINGING', 'PROGRESS'].includes(status)) return undefined
  known.rang = true
  return { type: 'ringing', leg }
}

function answers(leg: string, known: Leg, state: string): VoiceEvent | undefined {
  if (known.up || state !== 'Up') return undefined
  known.up = true
  return { type: 'answered', leg }
}

function ends(floor: Floor, { said, leg, known }: Told): VoiceEvent {
  floor.legs.delete(leg)
  const isOurs = known.code === softHangUp
  const code = count(said, 'cause') || (isOurs ? 0 : (known.code ?? 0))
  const by = known.up || !known.dialled ? 'answered' : isOurs ? 'us' : undefined
  const cause = causeOf(code, count(said, 'tech_cause'), by)
  return { type: 'ended', leg, cause, ...(code > 0 && { code }) }
}

// No Q.850 code: the exchange's own word for "somebody here asked for it".
const softHangUp = 32

function presses(leg: string, key: string): VoiceEvent | undefined {
  return /^[0-9*#A-D]$/.test(key) ? { type: 'key', leg, key } : undefined
}

/** The phone's partner is to go where it says. It is said again when the phone has hung up. */
export function transfers(floor: Floor, said: Dict): VoiceEvent | undefined {
  const leg = text(dict(dict(said['referred_by'])['source_channel']), 'id')
  const keys = text(dict(dict(said['refer_to'])['requested_destination']), 'destination')
  const known = floor.legs.get(leg)
  return known && !known.left && /^\+?[0-9*#]{1,30}$/.test(keys) ? { type: 'transfer', leg, keys } : undefined
}
