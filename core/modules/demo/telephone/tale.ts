import type { Random } from '../random.ts'
import type { Deed, Omitted } from '../story.ts'
import type { Caller } from './caller.ts'
import type { PhoneScript } from './script.ts'
import type { Sketch } from './sketch.ts'

/** A pen for one caller: it writes down what happens, one thing after the other, and turns the time on. */
export type Tale = {
  random: Random
  phone: PhoneScript
  caller: Caller
  /** Milliseconds since 1970. */
  now: () => number
  /** Lets so many milliseconds pass. */
  wait: (ms: number) => void
  deed: (deed: Omitted<Deed>) => void
  /** A call, to its end. */
  call: (sketch: Sketch) => void
  deeds: Deed[]
}

/** A tale that begins at a moment (milliseconds since 1970). */
export function createTale(random: Random, phone: PhoneScript, caller: Caller, start: number): Tale {
  const deeds: Deed[] = []
  let at = start
  const deed: Tale['deed'] = (what) => void deeds.push({ at, guest: caller.guest, ...what })
  return {
    random,
    phone,
    caller,
    deeds,
    deed,
    now: () => at,
    wait: (ms) => void (at += ms),
    call(sketch) {
      deed({ is: 'call', call: sketch })
      at += sketch.ended + random.between(8, 40) * 1000
    },
  }
}
