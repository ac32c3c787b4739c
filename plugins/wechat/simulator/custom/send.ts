import { type Answer, ok } from '../api/answer.ts'
import type { Call } from '../api/call.ts'
import { recordOf, textOf } from '../api/reading.ts'
import { refuse } from '../api/refusal.ts'
import { show } from '../phone/lines.ts'
import type { Patient } from '../world/patient.ts'
import { spend } from '../world/window.ts'
import type { World } from '../world/world.ts'
import type { Shapes } from './shapes.ts'

/** What an account of this kind may send. */
export type Sending = {
  shapes: Shapes
  /** Types that are only for other kinds of account. */
  foreign: string[]
  /** Refuses customers who may not be written to at all. */
  admit: (patient: Patient) => void
}

/** `message/custom/send`: one message to one customer, within what they have allowed. There is no message id. */
export function customSend({ shapes, foreign, admit }: Sending) {
  return async (world: World, call: Call): Promise<Answer> => {
    const body = call.json()
    const patient = recipient(world, body)
    admit(patient)
    if (patient.refuses) throw refuse(48002)
    const type = textOf(body, 'msgtype')
    const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined
    if (!shape) throw refuse(foreign.includes(type) ? 40200 : 40008)
    const line = await shape(world, recordOf(body, type))
    take(patient, world.clock.now())
    patient.typingUntil = 0
    show(world, patient, 'clinic', line)
    return ok
  }
}

/** Whom `touser` names. Refuses an OpenID that is none of this account's. */
export function recipient(world: World, body: unknown): Patient {
  const patient = world.people.withId(textOf(body, 'touser'))
  if (!patient) throw refuse(40003)
  return patient
}

function take(patient: Patient, now: number): void {
  const taken = spend(patient.window, now)
  if (taken === 'closed') throw refuse(45015)
  if (taken === 'spent') throw refuse(45047)
}
