import type { Input } from './input.ts'
import { rulesOf } from './phases.ts'
import { recorded } from './recording.ts'
import { legEnded } from './seeing.ts'
import type { Turn } from './turn.ts'
import { sayAgain, tone } from './words.ts'

type Rebuilt = Extract<Input, { type: 'rebuilt' }>
type Alive = Rebuilt['legs'][number]

/**
 * Events were missed, and perhaps commands too: what is gone has ended, what is alive is brought to where it should
 * be, and what was said is said again.
 */
export function rebuild(turn: Turn, { legs, recordings }: Rebuilt) {
  hangUpStrays(turn, legs)
  seeLegs(turn, legs)
  endMissing(turn, legs)
  seeRecordings(turn, recordings)
  playAgain(turn)
}

/** Legs of ours that we had let go already. */
function hangUpStrays({ live, besides }: Turn, legs: Alive[]) {
  const isOurs = (id: string) => id.startsWith(`${live.uid}.`) || id === live.customer
  for (const { leg } of legs) if (isOurs(leg) && !live.legs[leg]) besides.push({ do: 'hangUp', leg })
}

/** Music, muting and listening are not told by a snapshot: they are ordered once more. */
function seeLegs(turn: Turn, legs: Alive[]) {
  for (const { leg: id, state, room } of legs) {
    const [seen, live] = [turn.seen.legs[id], turn.live.legs[id]]
    if (!seen || !live) continue
    seen.is = state
    seen.at = room === undefined ? { in: 'nowhere' } : { in: 'room', room }
    if (live.is !== 'up' && state === 'up' && !live.parked) turn.up.push(id)
    if (live.is === 'up' && live.party !== 'customer') seen.muted = !live.muted
  }
}

/**
 * The customer first: without them nothing else matters. What was dialled after the snapshot is not in it: it is hung
 * up with the others, so that nothing rings that nobody knows.
 */
function endMissing(turn: Turn, legs: Alive[]) {
  const alive = new Set(legs.map(({ leg }) => leg))
  const { customer } = turn.live
  const isFirst = (id: string) => (id === customer ? 0 : 1)
  const missing = Object.keys(turn.live.legs).filter((id) => !alive.has(id))
  for (const id of missing.toSorted((one, other) => isFirst(one) - isFirst(other))) endUnseen(turn, id)
}

function endUnseen(turn: Turn, id: string) {
  if (turn.live.legs[id] && !turn.live.legs[id].parked) turn.besides.push({ do: 'hangUp', leg: id })
  legEnded(turn, id, 'failed')
}

function playAgain(turn: Turn) {
  const { live, besides } = turn
  besides.push(...live.stopping.map((playback) => ({ do: 'stop' as const, playback })))
  sayAgain(turn)
  for (const id of Object.keys(live.tones)) tone(turn, id, 'ring')
}

function seeRecordings(turn: Turn, recordings: string[]) {
  const { seen, live } = turn
  const running = live.recording
  for (const each of live.finishing)
    if (recordings.includes(each)) turn.besides.push({ do: 'finish', recording: each })
    else recorded(turn, each, true, 0)
  if (!running) return
  if (recordings.includes(running.recording)) {
    if (seen.recording) seen.recording.paused = !running.paused
    return
  }
  recorded(turn, running.recording, true, 0)
  rulesOf(live.phase).recorded?.(turn, true)
}
