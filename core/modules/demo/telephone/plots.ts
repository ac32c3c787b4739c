import type { Random } from '../random.ts'
import { comesLate, findsNobody, missesThem, reaches, rings, waitsInVain } from './attempts.ts'
import type { Caller } from './caller.ts'
import type { Result } from './script.ts'
import type { Sketch } from './sketch.ts'
import type { Tale } from './tale.ts'
import { hour, minute, nextMorning } from './times.ts'

/** What happens between a caller and the clinic, from a moment on. */
export type Plot = (tale: Tale) => void

/** They ring, and somebody is there. */
export const asks: Plot = (tale) => {
  const { random } = tale
  const result = random.pick<Result>([
    'booked',
    'booked',
    'interested',
    'interested',
    'undecided',
    'other',
    'complaint',
  ])
  tale.call(rings(random, { ...about(tale, result), line: lineOf(random) }, random.between(48, 380)))
  introduce(tale)
  finish(tale)
}

/** They ring, nobody is free, and they are called back. */
export const isMissed: Plot = (tale) => {
  const { random, caller } = tale
  const outcome = random.pick(['abandoned', 'abandoned', 'callback', 'missed'] as const)
  const owed = owes(tale, outcome)
  tale.call({ ...waitsInVain(random, { ...teamOf(caller), line: lineOf(random) }, outcome), owed })
  tale.wait(random.between(3, 13) * minute)
  isCalledBack(tale)
}

/** They ring in the evening, and are called back in the morning. */
export const comesAtNight: Plot = (tale) => {
  const { random, caller } = tale
  const speaks = random.pick([0, 0, random.between(9, 26)])
  const owed = speaks > 0 ? owes(tale, 'voicemail') : {}
  tale.call({ ...comesLate(random, teamOf(caller), speaks), owed })
  sleepOverIt(tale)
  isCalledBack(tale)
}

/** An agent calls them, sometimes more than once. */
export const isFollowed: Plot = (tale) => {
  const { random, caller } = tale
  const { agent } = caller
  for (let tries = random.pick([0, 0, 0, 1, 1, 2]); tries > 0; tries--) {
    tale.call(missesThem(random, { agent, ...teamOf(caller) }))
    tale.wait(random.between(50, 190) * minute)
  }
  const result = random.pick<Result>([
    'booked',
    'interested',
    'undecided',
    'again',
    'aftercare',
    'aftercare',
    'declined',
  ])
  tale.call(reaches(random, about(tale, result), random.between(25, 240)))
  if (result === 'declined') refuse(tale)
  finish(tale)
}

/** The number that they left is nobody's. */
export const isNobody: Plot = (tale) => {
  const { random, caller } = tale
  tale.call(findsNobody(random, { agent: caller.agent, ...teamOf(caller) }))
  finish(tale)
}

/** Somebody who meant another number. */
export const isWrong: Plot = (tale) => {
  const { random } = tale
  tale.call(rings(random, about(tale, 'wrong'), random.between(7, 19)))
  finish(tale)
}

/** What stands in an agent's notes of a call with this result. */
export function about({ random, phone, caller }: Tale, result: Result) {
  const note = random.pick(phone.results[result]).replace('{topic}', caller.topic.tag)
  return { agent: caller.agent, ...teamOf(caller), result, note }
}

/** Their name and what it was about, as staff write it down. */
export function introduce({ random, caller, wait, deed }: Tale) {
  const { name, topic, stage } = caller
  if (!name) return
  deed({ is: 'name', name, stage })
  if (random.between(1, 3) > 1) deed({ is: 'tag', tag: topic.tag })
  wait(5000)
}

/** What somebody who is owed a call has said; `which` of the script's sentences. */
export function owes(
  { random, phone, caller }: Tale,
  outcome: Sketch['outcome'],
  which?: number,
): { note?: string } {
  const words = phone.owed[outcome]
  const said = words && (which === undefined ? random.pick(words) : words[which])
  return said === undefined ? {} : { note: said.replace('{topic}', caller.topic.tag) }
}

/** The team that the caller's matter belongs to. */
export function teamOf({ topic }: Caller): { team: number } {
  return { team: topic.team }
}

/** Lets the night pass. */
export function sleepOverIt({ random, now, wait }: Tale): void {
  wait(nextMorning(now()) + random.between(4, 38) * minute - now())
}

function isCalledBack(tale: Tale) {
  const { random, caller } = tale
  if (random.between(1, 4) === 1) {
    tale.call(missesThem(random, { agent: caller.agent, ...teamOf(caller) }, 'callback'))
    tale.wait(random.between(1, 2) * hour)
  }
  const result = random.pick<Result>(['booked', 'booked', 'interested', 'undecided', 'other'])
  tale.call(reaches(random, about(tale, result), random.between(40, 260), 'callback'))
  introduce(tale)
  finish(tale)
}

function refuse({ random, phone, caller, deed }: Tale) {
  const by = random.pick(['all', 'call'] as const)
  const source = random.pick(['agent', 'agent', 'key'] as const)
  deed({ is: 'refuse', agent: caller.agent, by, source, reason: random.pick(phone.refusals) })
}

function finish({ random, caller, wait, deed }: Tale) {
  wait(random.between(1, 6) * minute)
  deed({ is: 'close', agent: caller.agent })
}

function lineOf(random: Random): number {
  return random.pick([0, 0, 1])
}
