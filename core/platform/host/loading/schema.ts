import { existsSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import Joi from 'joi'
import type { Field } from '../../../plugin/index.ts'

const id = Joi.string().pattern(/^[a-z][a-z0-9-]{1,39}$/, 'id')
const name = Joi.string().pattern(/^[a-z][A-Za-z0-9]{0,39}$/, 'name')
const method = Joi.function()

const field = Joi.object({
  name: name.required(),
  type: Joi.valid('text', 'secret', 'url', 'number', 'flag', 'choice', 'lines', 'colour', 'image').required(),
  required: Joi.boolean(),
  default: Joi.any(),
  choices: Joi.array().items(id).min(1),
  min: Joi.number(),
  max: Joi.number(),
  pattern: Joi.string().custom(checkPattern),
  make: Joi.number().integer().min(8).max(128),
  group: name,
}).custom(checkChoices)

const can = Joi.object({
  text: Joi.object({
    max: Joi.number().integer().min(1).required(),
    bytes: Joi.valid(true),
    split: Joi.valid(true),
  }).required(),
  image: Joi.boolean(),
  file: Joi.boolean(),
  voice: Joi.boolean(),
  video: Joi.boolean(),
  link: Joi.boolean(),
  card: Joi.boolean(),
  choices: Joi.boolean(),
  typing: Joi.boolean(),
  receipts: Joi.boolean(),
})

const count = Joi.number().integer().min(1).required()
const menu = Joi.object({
  types: Joi.array()
    .items(Joi.valid('say', 'link', 'app', 'group'))
    .min(1)
    .required(),
  items: count,
  children: Joi.number().integer().min(0).required(),
  name: count,
  childName: count,
})

const kind = Joi.object({
  kind: id.required(),
  fields: Joi.array().items(field).unique('name').required(),
  can: can.required(),
  public: can,
  sends: Joi.valid(true),
  speaks: Joi.valid(true),
  configuration: method,
  replies: method,
  costs: method,
  menu,
  starter: Joi.object({
    asks: Joi.array().items(name).required(),
    settings: method.required(),
    page: method.required(),
  }),
  identify: method.required(),
  warn: method,
  check: method,
  open: method.required(),
  simulate: method,
})

/** The shape of a plugin's default export. */
export const pluginSchema = Joi.object({
  api: Joi.valid(1).required(),
  id: id.required(),
  home: Joi.string().custom(existingFolder).required(),
  channels: Joi.array().items(kind).unique('kind'),
  aliases: Joi.array().items(Joi.string().pattern(/^\/[a-z0-9][\w.{}/-]*$/, 'address')),
  migrations: Joi.array()
    .items(
      Joi.object({
        name: Joi.string()
          .pattern(/^[a-z0-9][a-z0-9_-]*$/, 'name')
          .required(),
        up: method.required(),
      }),
    )
    .unique('name'),
  register: method,
}).required()

/** Choices belong to a choice, and a choice has some. */
function checkChoices(field: Field) {
  if ((field.type === 'choice') !== Boolean(field.choices)) throw new Error('choices go with type choice')
  return field
}

function existingFolder(home: string) {
  if (!isAbsolute(home) || !existsSync(home)) throw new Error('is not a folder')
  return home
}

/** Throws where it is no regular expression, or none that the browser's form would take. */
function checkPattern(pattern: string) {
  return new RegExp(pattern, 'v').source
}
