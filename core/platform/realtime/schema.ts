import Joi from 'joi'
import type { ClientFrame } from './frames.ts'

const topic = Joi.string().pattern(/^[a-z][a-z-]{0,30}(:[\w-]{1,60})?$/)

const whisper = Joi.alternatives(
  Joi.object({
    kind: Joi.valid('typing').required(),
    on: Joi.boolean().required(),
    mode: Joi.valid('reply', 'note').required(),
  }),
  Joi.object({ kind: Joi.valid('here').required(), on: Joi.boolean().required(), ask: Joi.boolean() }),
)

const frames = Joi.alternatives(
  Joi.object({ t: Joi.valid('ping').required() }),
  Joi.object({ t: Joi.valid('whisper').required(), topic: topic.required(), data: whisper.required() }),
  Joi.object({
    t: Joi.valid('follow').required(),
    page: Joi.number().integer().min(0).required(),
    topics: Joi.array().items(topic).max(50).unique().required(),
    cursor: Joi.string().pattern(/^\d{1,15}\.\d{1,10}$/),
  }),
  Joi.object({ t: Joi.valid('hello').required(), ticket: Joi.string().max(100).required() }),
).options({ convert: false })

/** The frame in a text, or undefined where it is none of ours. */
export function readFrame(text: string): ClientFrame | undefined {
  const { error, value } = frames.validate(parsed(text))
  return error ? undefined : value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
