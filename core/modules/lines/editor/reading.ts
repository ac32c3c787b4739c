import joi from 'joi'
import { type Fault, Invalid } from '../../../errors.ts'
import { parse } from '../../../platform/http/index.ts'
import type { Flow, Step } from '../flow.ts'
import { e164 } from '../number.ts'
import { flowFrom, stepFrom } from './converting.ts'
import { allKeys, type FlowDraft, type KeyDraft, type MenuDraft, readSound, type StepDraft } from './draft.ts'

/** What a flow may lead to: ids of teams, and of the clinic's own sounds. */
export type Known = { teamIds: number[]; soundIds: number[] }

/**
 * The flow that a draft describes, as it is stored, with its name. Throws `Invalid` with one fault for each field that is
 * wrong: something is missing, leads nowhere, or calls a number that is not ours to pay for.
 */
export function readFlow(draft: FlowDraft, known: Known): { name: string; flow: Flow } {
  parse(schemaOf(draft, known), draft)
  const faults = keyFaults(draft)
  if (faults.length > 0) throw new Invalid(faults)
  return { name: draft.name, flow: flowFrom(draft) }
}

/** A step as it is stored, where it stands alone (`path` names it in faults). Throws `Invalid`; a menu leads nowhere there. */
export function readSingleStep(draft: StepDraft, path: string, known: Known): Step {
  parse(joi.object({ [path]: stepSchema(draft, [], known) }), { [path]: draft })
  return stepFrom(draft)
}

/** Takes a sound as a form names it, if it is one of ours. */
export function soundSchema({ soundIds }: Known) {
  return joi.string().custom((text: string, helpers) => {
    const ref = readSound(text)
    const isOurs = ref && ('house' in ref || soundIds.includes(ref.sound))
    return isOurs ? text : helpers.error('any.only')
  })
}

function schemaOf(draft: FlowDraft, known: Known) {
  const sound = soundSchema(known)
  const menuIds = draft.menus.map(({ id }) => id)
  return joi.object({
    name: joi.string().max(80).required(),
    greeting: sound.allow(''),
    notice: sound.allow(''),
    hours: joi.valid('clinic', 'always').required(),
    start: stepSchema(draft.start, menuIds, known),
    closed: stepSchema(draft.closed, menuIds, known),
    menus: joi
      .array()
      .ordered(...draft.menus.map((menu) => menuSchema(menu, menuIds, known)))
      .unique('id'),
  })
}

function menuSchema(menu: MenuDraft, menuIds: string[], known: Known) {
  const keySchema = ({ step }: KeyDraft) =>
    joi.object({
      key: joi.valid(...allKeys).required(),
      label: joi.string().max(30).required(),
      step: stepSchema(step, menuIds, known),
    })
  return joi.object({
    id: joi
      .string()
      .pattern(/^m\d{1,4}$/)
      .required(),
    name: joi.string().max(30).required(),
    prompt: soundSchema(known).required(),
    seconds: joi.number().integer().min(1).max(30).required(),
    tries: joi.number().integer().min(1).max(5).required(),
    keys: joi
      .array()
      .ordered(...menu.keys.map(keySchema))
      .max(allKeys.length),
    otherwise: stepSchema(menu.otherwise, menuIds, known),
  })
}

/** Fields of other kinds than the step's own are not looked at. */
function stepSchema({ to }: StepDraft, menuIds: string[], known: Known) {
  const team = among(known.teamIds.map(String))
  const own: Record<StepDraft['to'], joi.SchemaMap> = {
    menu: {
      menu: among(menuIds).required(),
    },
    queue: { teamId: team.required() },
    voicemail: { teamId: team.allow(''), sound: soundSchema(known).allow('') },
    callback: { teamId: team.allow('') },
    number: { number: joi.string().custom(domestic).required() },
    end: { sound: soundSchema(known).allow('') },
  }
  return joi.object(own[to]).unknown()
}

/** One of these, of which there may be none. */
function among(values: string[]) {
  return joi
    .string()
    .custom((text: string, helpers) => (values.includes(text) ? text : helpers.error('any.only')))
}

/** A call that is passed on is paid by the clinic: numbers in China alone. */
function domestic(text: string, helpers: joi.CustomHelpers) {
  const number = e164(text)
  return /^(\+86\d{9,11}|400\d{7})$/.test(number) ? number : helpers.error('any.invalid')
}

/** A key leads to one place. */
function keyFaults({ menus }: FlowDraft): Fault[] {
  return menus.flatMap(({ keys }, menu) =>
    keys.flatMap(({ key }, at) => {
      const isTaken = keys.slice(0, at).some((earlier) => earlier.key === key)
      return isTaken ? [{ field: `menus.${menu}.keys.${at}.key`, message: 'lines.flow.key-twice' }] : []
    }),
  )
}
