import joi from 'joi'
import { Invalid, NotFound } from '../../../errors.ts'
import { fieldsOf, parse } from '../../../platform/http/index.ts'
import type { CallAction, Target } from '../engine/index.ts'
import { e164 } from '../../lines/index.ts'

const switched = joi.object<{ on: boolean }>({ on: joi.boolean().required() }).unknown()
const pressed = joi.object<{ keys: string }>({
  keys: joi
    .string()
    .pattern(/^[0-9*#]{1,40}$/)
    .required(),
})
const dropped = joi.object<{ leg: string }>({ leg: joi.string().max(120).required() })
const supervised = joi.object<{ mode: 'listen' | 'whisper' | 'join' }>({
  mode: joi.valid('listen', 'whisper', 'join').required(),
})
const id = joi.number().integer().min(1)
const targeted = joi
  .object<{ agentId?: number; teamId?: number; number?: string }>({
    agentId: id,
    teamId: id,
    number: joi.string().trim().max(24),
  })
  .xor('agentId', 'teamId', 'number')

type Reader = (fields: Record<string, unknown>) => CallAction

/** Verbs of `/calls/{id}/{verb}` and what their forms say. */
const readers: Record<string, Reader> = {
  accept: () => ({ do: 'accept' }),
  decline: () => ({ do: 'decline' }),
  'hang-up': () => ({ do: 'hang-up' }),
  hold: () => ({ do: 'hold' }),
  resume: () => ({ do: 'resume' }),
  mute: (fields) => ({ do: 'mute', ...parse(switched, fields) }),
  press: (fields) => ({ do: 'press', ...parse(pressed, fields) }),
  transfer: (fields) => ({ do: 'transfer', to: targetIn(fields) }),
  consult: (fields) => ({ do: 'consult', to: targetIn(fields) }),
  complete: () => ({ do: 'complete' }),
  conference: () => ({ do: 'conference' }),
  return: () => ({ do: 'return' }),
  drop: (fields) => ({ do: 'drop', ...parse(dropped, fields) }),
  recording: (fields) => ({ do: 'pause-recording', ...parse(switched, fields) }),
  seize: () => ({ do: 'seize' }),
  reconnect: () => ({ do: 'reconnect' }),
  supervise: (fields) => ({ do: 'supervise', ...parse(supervised, fields) }),
  'take-over': () => ({ do: 'take-over' }),
  leave: () => ({ do: 'leave' }),
}

/** What the form of this verb asks for. Throws NotFound for a verb that there is not, Invalid that names the fields. */
export function actionIn(verb: string, payload: unknown): CallAction {
  const read = Object.hasOwn(readers, verb) ? readers[verb] : undefined
  if (!read) throw new NotFound(`verb ${verb}`)
  const { crumb: _, ...fields } = fieldsOf(payload)
  return read(fields)
}

function targetIn(fields: Record<string, unknown>): Target {
  const { agentId, teamId, number } = parse(targeted, fields)
  if (agentId !== undefined) return { agentId }
  if (teamId !== undefined) return { teamId }
  const outside = e164(number ?? '')
  if (!outside) throw new Invalid([{ field: 'number', message: 'calls.refused.number' }])
  return { number: outside }
}
