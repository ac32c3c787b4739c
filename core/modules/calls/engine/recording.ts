import { Conflict } from '../../../errors.ts'
import type { RecordLimits } from '../../../plugin/index.ts'
import type { Live } from './live.ts'
import { newId, tell, type Turn } from './turn.ts'

/** Agent and customer are recorded while they talk, after the notice was heard. Runs after every step. */
export function keepRecording(turn: Turn) {
  const { live } = turn
  if (live.recording?.kind === 'voicemail') return
  if (!isAgents(live)) return finishRecording(turn)
  if (live.recording) setPaused(turn, !isTalk(live) || live.recording.discreet)
  else if (isTalk(live)) begin(turn)
}

/** Whatever is recorded, is recorded no longer. */
export function finishRecording({ live }: Turn) {
  if (live.recording) live.finishing.push(live.recording.recording)
  live.recording = null
}

/** A card number is spoken, or was. */
export function askDiscretion({ live: { recording } }: Turn, on: boolean) {
  if (!recording) throw new Conflict('calls.conflict.not-recorded')
  recording.discreet = on
}

/** Records what the customer says after a tone. */
export function recordVoicemail(turn: Turn, limits: RecordLimits) {
  const { live } = turn
  const recording = newId(turn, 'voicemail')
  const of = { leg: live.customer }
  live.recording = { recording, kind: 'voicemail', of, limits, paused: false, discreet: false }
  tell(turn, { type: 'recording', recording, kind: 'voicemail', is: 'begun', announced: true })
}

/** The exchange has ended a recording; where it could not record at all, it is not asked again. */
export function recorded(turn: Turn, recording: string, ok: boolean, seconds: number) {
  const { seen, live } = turn
  live.finishing = live.finishing.filter((each) => each !== recording)
  if (seen.recording?.recording === recording) {
    seen.recording = null
    live.recording = null
    if (!ok) live.notice = 'none'
  }
  tell(turn, { type: 'recording', recording, is: 'ended', ok, seconds })
}

/** Is this a recording of the call of which the end is not known yet? */
export function isAwaited({ recording, finishing }: Live, id: string): boolean {
  return recording?.recording === id || finishing.includes(id)
}

function isAgents({ phase, owner, notice }: Live): boolean {
  return phase.in === 'talk' && owner !== null && notice === 'heard'
}

function isTalk({ phase, owner }: Live): boolean {
  return phase.in === 'talk' && !phase.held && typeof owner?.leg === 'string'
}

function begin(turn: Turn) {
  const { live } = turn
  if (live.phase.in !== 'talk') return
  const recording = newId(turn, 'recording')
  const of = { room: live.phase.room }
  live.recording = { recording, kind: 'call', of, paused: false, discreet: false }
  tell(turn, { type: 'recording', recording, kind: 'call', is: 'begun', announced: true })
}

function setPaused(turn: Turn, paused: boolean) {
  const { recording } = turn.live
  if (!recording || recording.paused === paused) return
  recording.paused = paused
  tell(turn, { type: 'recording', recording: recording.recording, is: paused ? 'paused' : 'resumed' })
}
