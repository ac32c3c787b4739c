import Joi from 'joi'
import { Invalid } from '../../errors.ts'
import { fieldsOf, parse, uploadOf } from '../../platform/http/index.ts'
import type { PhoneAction } from '../../plugin/index.ts'

const longest = 10_000
const month = 30 * 24 * 3600
const text = Joi.string().trim().max(longest).required()
const plain = (rest: Joi.SchemaMap = {}) => Joi.object({ type: Joi.string(), ...rest })

const shapes: Record<Exclude<PhoneAction['type'], 'picture' | 'voice'>, Joi.ObjectSchema> = {
  follow: plain(),
  unfollow: plain(),
  enter: plain(),
  say: plain({ text }),
  comment: plain({ text }),
  scan: plain({ code: Joi.string().max(200).required() }),
  choose: plain({ path: Joi.array().items(Joi.number().integer().min(0)).min(1).max(3).required() }),
  answer: plain({ line: Joi.string().max(200).required(), id: Joi.string().max(200).required() }),
  pass: plain({ seconds: Joi.number().integer().min(1).max(month).required() }),
}

/** What a posted form does on the phone: `type`, and what goes with it. Throws Invalid that names the fields. */
export function actionIn(payload: unknown): PhoneAction {
  const fields = fieldsOf(payload)
  const { type } = fields
  if (type === 'picture' || type === 'voice') return { type, ...fileIn(payload) }
  if (!isShaped(type)) throw new Invalid([{ field: 'type', message: 'errors.fault.choice' }])
  const path = typeof fields['path'] === 'string' ? { path: fields['path'].split('.') } : {}
  return parse(shapes[type], { ...fields, ...path })
}

function fileIn(payload: unknown): { name: string; data: Buffer } {
  const file = uploadOf(payload, 'file')
  if (!file) throw new Invalid([{ field: 'file', message: 'errors.fault.required' }])
  return file
}

function isShaped(type: unknown): type is keyof typeof shapes {
  return typeof type === 'string' && Object.hasOwn(shapes, type)
}
