import type { HangUp } from '../../../plugin/index.ts'
import type { SoundRef, Step } from '../../lines/index.ts'
import type { Command } from './command.ts'
import type { Fact } from './fact.ts'
import type { TimerName } from './input.ts'
import type { Live } from './live.ts'
import type { World } from './world.ts'

/** One step of a call. Rules change `live`; where it differs from what is `seen` at the exchange, commands follow. */
export type Turn = {
  readonly seen: Live
  readonly live: Live
  readonly world: World
  readonly facts: Fact[]
  /** Commands that leave no trace in the picture. */
  readonly besides: Command[]
  /** Why legs are hung up, where it is not as usual. */
  readonly why: Record<string, HangUp>
  /** Legs that have just picked up. */
  readonly up: string[]
  /** Where the customer goes from here. */
  next: Next | null
}

/** `full`: groups that it has overflowed from; `before`: what is said before the words of a step that ends the call. */
export type Next = {
  step: Step
  because: 'flow' | 'missed' | 'transfer' | 'overflow'
  full?: number[]
  before?: SoundRef
}

/** A step of `live`, which itself stays as it is. */
export function openTurn(live: Live, world: World): Turn {
  const seen = structuredClone(live)
  return { seen, live: structuredClone(live), world, facts: [], besides: [], why: {}, up: [], next: null }
}

/** Adds facts to the turn. */
export function tell(turn: Turn, ...facts: Fact[]) {
  turn.facts.push(...facts)
}

/** An id that is the call's alone: `<uid>.agent-3`. */
export function newId({ live }: Turn, noun: string): string {
  live.made += 1
  return `${live.uid}.${noun}-${live.made}`
}

/** Asks for a timer; 0 seconds are never. */
export function after({ live, world }: Turn, name: TimerName, seconds: number) {
  if (seconds > 0) live.timers[name] = new Date(Date.parse(world.now) + seconds * 1000).toISOString()
  else delete live.timers[name]
}

/** Stops these timers; one that does not run stays so. */
export function cancel({ live }: Turn, ...names: TimerName[]) {
  for (const name of names) delete live.timers[name]
}

/** The customer goes on to a step of the flow when the rule that asks for it is done. */
export function goTo(
  turn: Turn,
  step: Step,
  because: Next['because'] = 'flow',
  more: Pick<Next, 'full' | 'before'> = {},
) {
  turn.next = { step, because, ...more }
}

/** Milliseconds since a time. */
export function since({ world }: Turn, at: string): number {
  return Math.max(0, Date.parse(world.now) - Date.parse(at))
}
