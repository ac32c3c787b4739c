import type { Place } from '../../../plugin/index.ts'
import type { Live, Playback, Said, Subject } from './live.ts'
import { newId, type Turn } from './turn.ts'

/** Says something to the customer, alone: music and what was said before stop. Nothing to say counts as said. */
export function say(turn: Turn, about: Subject, sounds: Said[]) {
  const customer = turn.live.legs[turn.live.customer]
  if (customer && customer.at.in !== 'nowhere') customer.at = { in: 'hold', music: 'silence' }
  speak(turn, about, { leg: turn.live.customer }, sounds)
}

/** Says something to everybody in a room. */
export function announce(turn: Turn, about: Subject, room: string, sounds: Said[]) {
  speak(turn, about, { room }, sounds)
}

/** Nothing is said any more. */
export function hush({ live }: Turn) {
  live.words = null
}

/** After events were missed nobody knows whether it was heard: says it again. */
export function sayAgain(turn: Turn) {
  const { words } = turn.live
  if (words) speak(turn, words.about, words.to, words.sounds)
}

/** Lets a leg of staff hear a tone until `quiet`. */
export function tone(turn: Turn, leg: string, kind: 'ring' | 'busy') {
  turn.live.tones[leg] = { playback: newId(turn, 'tone'), to: { leg }, sounds: [{ tone: kind }] }
}

/** No tone sounds on this leg any more. */
export function quiet({ live }: Turn, leg: string) {
  delete live.tones[leg]
}

/** What is silenced from one picture to the next. */
export function silenced(seen: Live, live: Live): string[] {
  const wanted = new Set(playbacksOf(live).map(({ playback }) => playback))
  return playbacksOf(seen).flatMap(({ playback }) => (wanted.has(playback) ? [] : [playback]))
}

/** Everything that is played. */
export function playbacksOf({ words, tones }: Live): Playback[] {
  return [...(words ? [words] : []), ...Object.values(tones)]
}

function speak(turn: Turn, about: Subject, to: Place, sounds: Said[]) {
  turn.live.words = { playback: newId(turn, 'words'), about, to, sounds }
}
