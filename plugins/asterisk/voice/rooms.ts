import { setTimeout } from 'node:timers/promises'
import type { Sound } from 'qiantai/plugin'
import type { Line } from '../account.ts'
import { at, does, reads } from '../ari/ask.ts'
import { dict, dicts, text, texts } from '../json.ts'
import { keepMusic, startMusic, stopMusic } from './music.ts'
import { aloneOf, asideOf, isDerived } from './names.ts'

const glance = 20
const tries = 25

/** The legs move straight from wherever they are. */
export async function join(line: Line, room: string, legs: string[]): Promise<void> {
  await gather(line, room, legs)
}

/** Alone with music, from one to the next without a gap. */
export async function hold(line: Line, leg: string, music?: Sound | 'silence'): Promise<void> {
  if (!(await withdraw(line, leg))) return
  await Promise.all([stopMusic(line, leg), keepMusic(line, leg, music)])
  await startMusic(line, leg, music)
}

/**
 * Where something can be played to a leg alone, or recorded of it: in a room of its own, which is made for it; 'among' others
 * there is none. Undefined where the leg is gone.
 */
export async function solitude(line: Line, leg: string): Promise<{ room: string } | 'among' | undefined> {
  const room = aloneOf(leg)
  const now = await roomOf(line, leg)
  if (now === room) return { room }
  if (now !== undefined) return 'among'
  return (await withdraw(line, leg)) ? { room } : undefined
}

/** Into its own room; false where the leg is gone. */
function withdraw(line: Line, leg: string): Promise<boolean> {
  return gather(line, aloneOf(leg), [leg])
}

/**
 * Brings the legs into a room, which is made for them; false where all are gone, and there is no room then. Who is in it
 * already stays: moved once more they would miss a moment, and what is played to them would end.
 */
async function gather(line: Line, room: string, legs: string[]): Promise<boolean> {
  const there = (await open(line, room)) ? [] : await inside(line, room)
  const came = await Promise.all(legs.map((leg) => there.includes(leg) || enter(line, room, leg)))
  if (legs.length === 0 || came.includes(true)) return true
  await closeEmpty(line, room)
  return false
}

/** Ends a room in which nobody is. */
export async function closeEmpty(line: Line, room: string): Promise<void> {
  if ((await inside(line, room)).every(isDerived))
    await does(line, { method: 'DELETE', path: at`bridges/${room}` })
}

/** The same room twice is one: false where it was there. */
export function open(line: Line, room: string): Promise<boolean> {
  return does(line, { method: 'POST', path: 'bridges', query: { type: 'mixing', bridgeId: room } })
}

/** The channels in a room; none where there is no room. */
async function inside(line: Line, room: string): Promise<string[]> {
  return texts(dict(await reads(line, at`bridges/${room}`))['channels'])
}

/**
 * False where the leg is gone. A room that has ended is made again; its name is taken for as long as somebody who was in it
 * has not moved on twice (22.10), so that they step aside on their way back.
 */
export async function enter(line: Line, room: string, channel: string): Promise<boolean> {
  for (let tried = 0; tried < tries; tried++) {
    if (await add(line, room, channel)) return true
    if ((await reads(line, at`channels/${channel}`)) === undefined) return false
    if (!(await open(line, room))) await stepAside(line, channel)
  }
  return false
}

async function stepAside(line: Line, channel: string) {
  const room = asideOf(channel)
  await open(line, room)
  await add(line, room, channel)
  await setTimeout(glance)
  await does(line, { method: 'DELETE', path: at`bridges/${room}` })
}

function add(line: Line, room: string, channel: string): Promise<boolean> {
  return does(line, { method: 'POST', path: at`bridges/${room}/addChannel`, query: { channel } })
}

async function roomOf(line: Line, leg: string): Promise<string | undefined> {
  const rooms = dicts(await reads(line, 'bridges'))
  const found = rooms.find((room) => texts(room['channels']).includes(leg))
  return found && text(found, 'id')
}
