import type { Command } from './command.ts'
import type { Leg, Live, Spot } from './live.ts'
import type { Turn } from './turn.ts'
import { playbacksOf, silenced } from './words.ts'

/**
 * From the picture that is seen at the exchange to the one that is wanted: first what falls silent, and who may be
 * heard, in one stroke; then who goes where; then what begins; at last who is let go.
 */
export function orders({ seen, live, besides, why }: Turn): Command[][] {
  const batches = [
    [...stops(seen, live), ...pauses(seen, live, true), ...mutes(seen, live)],
    answers(seen, live),
    [...joins(seen, live), ...holds(seen, live)],
    [...plays(seen, live), ...records(seen, live), ...pauses(seen, live, false), ...dials(seen, live)],
    [...listens(seen, live), ...besides],
    lettingGo(seen, live, why),
    opens(seen, live),
  ]
  return batches.filter((batch) => batch.length > 0)
}

function stops(seen: Live, live: Live): Command[] {
  const { recording } = seen
  const isOver = recording && live.recording?.recording !== recording.recording
  return [
    ...silenced(seen, live).map((playback): Command => ({ do: 'stop', playback })),
    ...(isOver ? [{ do: 'finish' as const, recording: recording.recording }] : []),
  ]
}

function pauses(seen: Live, live: Live, on: boolean): Command[] {
  const now = live.recording
  const was = seen.recording?.recording === now?.recording && seen.recording?.paused
  if (!now || now.paused !== on || was === on || (!on && seen.recording?.recording !== now.recording))
    return []
  return [{ do: 'pause', recording: now.recording, on }]
}

function mutes(seen: Live, live: Live): Command[] {
  return legsOf(live).flatMap(([leg, { muted }]): Command[] =>
    muted === (seen.legs[leg]?.muted ?? false) ? [] : [{ do: 'mute', leg, on: muted }],
  )
}

/** Only the customer's leg of a call that comes in waits for us. */
function answers(seen: Live, live: Live): Command[] {
  const leg = live.customer
  const isAnswered = !live.legs[leg]?.call && live.legs[leg]?.is === 'up' && seen.legs[leg]?.is !== 'up'
  return isAnswered ? [{ do: 'answer', leg }] : []
}

function joins(seen: Live, live: Live): Command[] {
  const rooms = new Set(moved(seen, live).flatMap(([, { at }]) => (at.in === 'room' ? at.room : [])))
  return [...rooms].map((room) => ({ do: 'join', room, legs: inside(live, room) }))
}

/** Who only listens is taken out of the room first. */
function holds(seen: Live, live: Live): Command[] {
  return moved(seen, live).flatMap(([leg, { at }]): Command[] => {
    if (at.in === 'listening') return isInRoom(seen.legs[leg]) ? [{ do: 'hold', leg, music: 'silence' }] : []
    return at.in === 'hold' ? [{ do: 'hold', leg, ...(at.music !== null && { music: at.music }) }] : []
  })
}

function plays(seen: Live, live: Live): Command[] {
  const playing = new Set(playbacksOf(seen).map(({ playback }) => playback))
  return playbacksOf(live).flatMap(({ playback, to, sounds }): Command[] =>
    playing.has(playback) ? [] : [{ do: 'play', playback, to, sounds }],
  )
}

function records(seen: Live, { recording: now }: Live): Command[] {
  if (!now || seen.recording?.recording === now.recording) return []
  const { recording, of, limits } = now
  return [{ do: 'record', recording, of, ...(limits && { limits }) }]
}

function dials(seen: Live, live: Live): Command[] {
  return legsOf(live).flatMap(([leg, { call }]): Command[] =>
    call && !seen.legs[leg] ? [{ do: 'dial', leg, call }] : [],
  )
}

function listens(seen: Live, live: Live): Command[] {
  return moved(seen, live).flatMap(([leg, { at }]): Command[] =>
    at.in === 'listening' ? [{ do: 'listen', leg, target: at.to, mode: at.mode }] : [],
  )
}

/** Hung up, or back to where it was parked. */
function lettingGo(seen: Live, live: Live, why: Turn['why']): Command[] {
  return gone(seen, live).map(([leg, { parked }]): Command =>
    parked
      ? { do: 'hold', leg, music: 'silence' }
      : { do: 'hangUp', leg, ...(why[leg] && { why: why[leg] }) },
  )
}

/** Out of the call, a parked microphone is open again. */
function opens(seen: Live, live: Live): Command[] {
  return gone(seen, live).flatMap(([leg, { parked }]): Command[] =>
    parked ? [{ do: 'mute', leg, on: false }] : [],
  )
}

function gone(seen: Live, live: Live): [string, Leg][] {
  return legsOf(seen).filter(([leg]) => !live.legs[leg])
}

function legsOf({ legs }: Live): [string, Leg][] {
  return Object.entries(legs)
}

function moved(seen: Live, live: Live): [string, Leg][] {
  return legsOf(live).filter(([id, { at }]) => !isSame(at, seen.legs[id]?.at ?? { in: 'nowhere' }))
}

function inside(live: Live, room: string): string[] {
  return legsOf(live).flatMap(([id, { at }]) => (at.in === 'room' && at.room === room ? [id] : []))
}

function isInRoom(leg: Leg | undefined): boolean {
  return leg?.at.in === 'room'
}

function isSame(one: Spot, other: Spot): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
