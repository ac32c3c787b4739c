import type { Dial, Place, Sound } from '../../plugin/index.ts'

/** A phone on the line. `at` is the phone's name or the far number. */
export type Leg = {
  id: string
  at: string
  state: 'ringing' | 'up'
  from?: string
  to?: string
  dialled?: Dial
  room?: string
  /** What it hears alone. */
  music?: Sound | 'silence' | 'own'
  muted?: true
  ringing?: true
  spies?: { target: string; mode: 'listen' | 'whisper' }
}

export type Playback = { id: string; to: Place; sounds: Sound[]; loop?: true }

export type Tape = {
  id: string
  of: Place
  state: 'running' | 'paused' | 'finished'
  /** Who could be heard on it, as they came. */
  voices: Set<string>
}

/** Everything that is alive at an exchange. */
export type Floor = {
  legs: Map<string, Leg>
  playbacks: Map<string, Playback>
  tapes: Map<string, Tape>
}

/**
 * What a leg hears: `at` of everybody whose voice reaches it, `sound:<url or tone>` of what is played, `music` on hold,
 * `ringing` while it waits to be answered.
 */
export function heardBy(floor: Floor, leg: Leg): string[] {
  if (leg.state === 'ringing')
    return [...(leg.ringing ? ['ringing'] : []), ...playedTo(floor, { leg: leg.id })]
  const alone = leg.music === undefined || leg.music === 'silence' ? [] : ['music']
  return [...alone, ...voicesTo(floor, leg), ...soundsTo(floor, leg)].sort()
}

/** Whose voices and sounds are in a room or on a lone leg: what a tape of it has. */
export function heardIn(floor: Floor, place: Place): string[] {
  const inside = [...floor.legs.values()].filter((leg) =>
    'room' in place ? leg.room === place.room : leg.id === place.leg,
  )
  const voices = inside.filter(({ muted, state }) => !muted && state === 'up').map(({ at }) => at)
  return [...voices, ...playedTo(floor, place)].sort()
}

function voicesTo(floor: Floor, leg: Leg): string[] {
  const others = [...floor.legs.values()].filter(({ id, muted }) => id !== leg.id && !muted)
  const together = others.filter(({ room }) => room !== undefined && room === leg.room)
  const whispers = others.filter(({ spies }) => spies?.mode === 'whisper' && spies.target === leg.id)
  const target = leg.spies && floor.legs.get(leg.spies.target)
  const overheard = target ? [...(target.muted ? [] : [target]), ...talkersTo(floor, target, leg)] : []
  return [...new Set([...together, ...whispers, ...overheard].map(({ at }) => at))]
}

/** A spy hears what its target hears, without the whispers of others. */
function talkersTo(floor: Floor, target: Leg, spy: Leg): Leg[] {
  return [...floor.legs.values()].filter(
    ({ id, room, muted }) =>
      !muted && ![target.id, spy.id].includes(id) && room !== undefined && room === target.room,
  )
}

function soundsTo(floor: Floor, leg: Leg): string[] {
  const own = playedTo(floor, { leg: leg.id })
  return leg.room === undefined ? own : [...own, ...playedTo(floor, { room: leg.room })]
}

function playedTo(floor: Floor, place: Place): string[] {
  const isThere = ({ to }: Playback) =>
    'leg' in place ? 'leg' in to && to.leg === place.leg : 'room' in to && to.room === place.room
  return [...floor.playbacks.values()].filter(isThere).flatMap(({ sounds }) => sounds.map(nameOf))
}

function nameOf(sound: Sound): string {
  return `sound:${'url' in sound ? sound.url : sound.tone}`
}
