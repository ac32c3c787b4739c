import type { Answer } from '../api/answer.ts'
import { ok } from '../api/answer.ts'
import type { Call } from '../api/call.ts'
import { recordOf, textOf } from '../api/reading.ts'
import { refuse } from '../api/refusal.ts'
import type { Shapes } from '../custom/shapes.ts'
import { show } from '../phone/lines.ts'
import { randomId } from '../world/ids.ts'
import type { Patient } from '../world/patient.ts'
import { spend } from '../world/window.ts'
import { happened } from './ring.ts'
import { greetingShapes, kefuShapes } from './shapes.ts'
import { customerOf } from './customers.ts'
import { type Kefu, stateOf } from './world.ts'

const tooOld = 4
const tooMany = 6
const refused = 10

/**
 * `send_msg`: taken does not mean delivered. What cannot be delivered (over the five, older than 48 hours, refused) comes
 * back as an event. The same `msgid` again is taken, and delivered no second time.
 */
export async function sendMessage(world: Kefu, call: Call): Promise<Answer> {
  const body = call.json()
  const patient = customerOf(world, textOf(body, 'touser'))
  if (textOf(body, 'open_kfid') !== world.openKfId) throw refuse(95000)
  const line = await read(world, body, kefuShapes)
  const msgid = idOf(body)
  if (world.taken.has(msgid)) return { ...ok, msgid }
  if (stateOf(world, patient) > 1) throw refuse(95018)
  world.taken.add(msgid)
  const failure = failureOf(world, patient)
  if (failure === undefined) show(world, patient, 'clinic', line)
  else fail(world, patient, msgid, failure)
  return { ...ok, msgid }
}

/** `send_msg_on_event`: the greeting, once, within 20 seconds of coming in; it is not counted. */
export async function sendOnEvent(world: Kefu, call: Call): Promise<Answer> {
  const body = call.json()
  const code = textOf(body, 'code')
  const welcome = world.welcomes.get(code)
  if (!welcome || welcome.until <= world.clock.now()) throw refuse(40029)
  const line = await read(world, body, greetingShapes)
  world.welcomes.delete(code)
  show(world, welcome.patient, 'clinic', line)
  return { ...ok, msgid: idOf(body) }
}

async function read(world: Kefu, body: Record<string, unknown>, shapes: Shapes) {
  const type = textOf(body, 'msgtype')
  const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined
  if (!shape) throw refuse(40008)
  return shape(world, recordOf(body, type))
}

function idOf(body: unknown): string {
  const given = textOf(body, 'msgid')
  if (!/^[\w-]{0,32}$/.test(given)) throw refuse(40058, 'hint: [msgid]')
  return given || randomId('', 32)
}

function failureOf(world: Kefu, patient: Patient): number | undefined {
  if (patient.refuses) return refused
  const taken = spend(patient.window, world.clock.now())
  if (taken === 'closed') return tooOld
  return taken === 'spent' ? tooMany : undefined
}

/** Told after the answer to the call. */
function fail(world: Kefu, patient: Patient, fail_msgid: string, fail_type: number): void {
  world.work.soon(() => happened(world, patient, 'msg_send_fail', { fail_msgid, fail_type }))
}
