import type { VoiceEvent } from 'qiantai/plugin'
import { count, type Dict, text } from '../json.ts'
import { isDerived, nameOf } from '../voice/names.ts'
import type { Floor } from './floor.ts'

/** A playback is over; what we play for ourselves is nobody's business. */
export function played(playback: Dict): VoiceEvent | undefined {
  const { name, part } = nameOf(text(playback, 'id'))
  if (!name || (part !== undefined && part !== 'over')) return undefined
  return { type: 'played', playback: name, ok: text(playback, 'state') === 'done' }
}

/** A recording is over, and may be fetched where it is `ok`. */
export function recorded(type: string, recording: Dict): VoiceEvent | undefined {
  const name = text(recording, 'name')
  if (!name) return undefined
  const ok = type === 'RecordingFinished' && text(recording, 'state') === 'done'
  return { type: 'recorded', recording: name, ok, seconds: ok ? count(recording, 'duration') : 0 }
}

/** A phone in a call is there as well; only the change is news. */
export function seen(floor: Floor, device: Dict): VoiceEvent | undefined {
  const [technology, phone] = text(device, 'name').split('/')
  if (technology !== 'PJSIP' || !phone) return undefined
  return turns(floor, phone, !['UNAVAILABLE', 'INVALID', 'UNKNOWN'].includes(text(device, 'state')))
}

/** What has changed since, by the names of all phones that are there. */
export function recount(floor: Floor, there: string[]): VoiceEvent[] {
  const names = new Set([...floor.phones.keys(), ...there])
  return [...names].flatMap((phone) => turns(floor, phone, there.includes(phone)) ?? [])
}

function turns(floor: Floor, phone: string, online: boolean): VoiceEvent | undefined {
  if ((floor.phones.get(phone) ?? false) === online) return undefined
  floor.phones.set(phone, online)
  return { type: 'phone', phone, online }
}

/** See `miss`. */
export function missed(told: Dict): VoiceEvent | undefined {
  const id = text(told, 'id')
  if (!id || isDerived(id)) return undefined
  const what = text(told, 'what')
  if (what === 'leg') return { type: 'ended', leg: id, cause: 'unreachable' }
  if (what === 'playback') return { type: 'played', playback: id, ok: false }
  if (what !== 'recording' && what !== 'recorded') return undefined
  return { type: 'recorded', recording: id, ok: what === 'recorded', seconds: 0 }
}
