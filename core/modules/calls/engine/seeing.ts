import type { EndCause, VoiceEvent } from '../../../plugin/index.ts'
import { end, hungUp } from './ending.ts'
import { forget, part, passedBy, tellEnded } from './legs.ts'
import type { Leg, Live } from './live.ts'
import { rulesOf } from './phases.ts'
import { isAwaited, recorded } from './recording.ts'
import { reportTakeover } from './talk/taking-over.ts'
import { isLoss } from './talk/talking.ts'
import { tell, type Turn } from './turn.ts'
import { quiet } from './words.ts'

type LegEvent = Extract<VoiceEvent, { leg: string }>

/** What happened at the exchange. What is of no leg, playback or recording that we wait for changes nothing. */
export function see(turn: Turn, event: VoiceEvent) {
  if (event.type === 'played') played(turn, event.playback, event.ok)
  else if (event.type === 'recorded') recordingOver(turn, event.recording, event.ok, event.seconds)
  else if ('leg' in event) legEvent(turn, event)
}

/** Speech, which is most of what an exchange tells, matters to a take-over alone. */
export function isNews({ takeover }: Live, event: VoiceEvent): boolean {
  return event.type !== 'talking' || (event.on && takeover?.leg === event.leg)
}

/** A leg has picked up. */
export function pickedUp(turn: Turn, id: string) {
  const { seen, live } = turn
  const leg = live.legs[id]
  if (!leg || leg.is === 'up') return
  leg.is = 'up'
  const known = seen.legs[id]
  if (known) known.is = 'up'
  quiet(turn, id)
  if (!leg.parked) tell(turn, { type: 'leg', leg: id, ...whose(leg), is: 'answered' })
  rulesOf(live.phase).up?.(turn, id, leg)
}

/** A leg is not there any more. */
export function legEnded(turn: Turn, id: string, cause: EndCause, code?: number) {
  const { seen, live } = turn
  if (!live.legs[id]) return
  const wasLost = isLoss(live, id, cause)
  delete seen.legs[id]
  const leg = forget(turn, id)
  if (!leg) return
  const rules = rulesOf(live.phase)
  tellEnded(turn, id, leg, cause, code)
  if (id === live.customer) return rules.left ? rules.left(turn, cause, code) : hungUp(turn, code)
  if (!wasLost) part(turn, leg, passedBy(cause))
  rules.gone?.(turn, id, leg, cause)
}

/** The gate did not let a leg be dialled: it never was. */
export function refused(turn: Turn, id: string) {
  const { seen, live } = turn
  if (id !== live.customer || live.state !== 'dialling') return legEnded(turn, id, 'failed')
  delete seen.legs[id]
  end(turn, 'refused', 'system')
}

function legEvent(turn: Turn, event: LegEvent) {
  switch (event.type) {
    case 'ringing':
      return rings(turn, event.leg)
    case 'answered':
      return pickedUp(turn, event.leg)
    case 'ended':
      return legEnded(turn, event.leg, event.cause, event.code)
    case 'key':
      return pressed(turn, event.leg, event.key)
    case 'talking':
      return talks(turn, event.leg, event.on)
  }
}

function rings(turn: Turn, id: string) {
  const leg = turn.live.legs[id]
  if (leg?.is !== 'dialled') return
  leg.is = 'ringing'
  tell(turn, { type: 'leg', leg: id, ...whose(leg), is: 'ringing' })
}

function pressed(turn: Turn, id: string, key: string) {
  if (id === turn.live.customer) rulesOf(turn.live.phase).key?.(turn, key)
}

function talks(turn: Turn, id: string, on: boolean) {
  if (on && turn.live.takeover?.leg === id) reportTakeover(turn, 'heard')
}

function played(turn: Turn, playback: string, ok: boolean) {
  const { seen, live } = turn
  if (live.takeover?.playback === playback) reportTakeover(turn, 'stopped')
  live.stopping = live.stopping.filter((each) => each !== playback)
  if (live.words?.playback !== playback) return
  const { about } = live.words
  live.words = null
  seen.words = null
  rulesOf(live.phase).said?.(turn, about, ok)
}

function recordingOver(turn: Turn, recording: string, ok: boolean, seconds: number) {
  const { live } = turn
  if (!isAwaited(live, recording)) return
  const isCurrent = live.recording?.recording === recording
  recorded(turn, recording, ok, seconds)
  if (isCurrent) rulesOf(live.phase).recorded?.(turn, ok, seconds)
}

function whose({ party, agentId, number }: Leg) {
  return { party, ...(agentId !== undefined && { agentId }), ...(number !== undefined && { number }) }
}
