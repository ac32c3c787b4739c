import { type Answer, ok } from '../api/answer.ts'
import type { Call } from '../api/call.ts'
import { numberOf, textOf } from '../api/reading.ts'
import { refuse } from '../api/refusal.ts'
import type { Patient } from '../world/patient.ts'
import { customerOf } from './customers.ts'
import { happened } from './ring.ts'
import { type Kefu, type State, stateOf } from './world.ts'

/** Where a session may go from where it is; what has ended waits for a new message. */
const ways: Record<State, State[]> = { 0: [0, 1, 2, 3, 4], 1: [1, 2, 3, 4], 2: [2, 3, 4], 3: [3, 4], 4: [] }

/** `service_state/get` */
export function getState(world: Kefu, call: Call): Answer {
  const patient = subjectOf(world, call.json())
  const servicer_userid = world.servicers.get(patient.id)
  return { ...ok, service_state: stateOf(world, patient), ...(servicer_userid && { servicer_userid }) }
}

/** `service_state/trans` */
export function changeState(world: Kefu, call: Call): Answer {
  const body = call.json()
  const patient = subjectOf(world, body)
  const before = stateOf(world, patient)
  const next = ways[before].find((state) => state === numberOf(body, 'service_state'))
  if (next === undefined) throw refuse(before === 4 ? 95013 : 95016)
  const servicer = textOf(body, 'servicer_userid')
  if (next === 3 && !servicer) throw refuse(95014)
  setState(world, patient, next, servicer)
  return ok
}

/** Somebody in WeCom takes a session, or ends it: the account learns of it by an event. */
export function takeOver(world: Kefu, patient: Patient, servicer: string | undefined): Promise<void> {
  setState(world, patient, servicer ? 3 : 4, servicer)
  return happened(world, patient, 'session_status_change', {
    change_type: servicer ? 1 : 3,
    ...(servicer && { new_servicer_userid: servicer }),
  })
}

function setState(world: Kefu, { id }: Patient, state: State, servicer = ''): void {
  world.states.set(id, state)
  if (state === 3) world.servicers.set(id, servicer)
  else world.servicers.delete(id)
}

function subjectOf(world: Kefu, body: unknown): Patient {
  if (textOf(body, 'open_kfid') !== world.openKfId) throw refuse(95000)
  return customerOf(world, textOf(body, 'external_userid'))
}
