import Joi from 'joi'
import type { Field, Settings } from '../../plugin/index.ts'

/**
 * The schema of an account's form: `{ name, settings: { … } }`. Fields in `kept` hold a value already that the
 * form never shows (a secret, an image), so leaving them empty keeps it.
 */
export function formSchema(fields: Field[], kept: ReadonlySet<string> = new Set()): Joi.ObjectSchema {
  const settings = fields.map((field) => [field.name, fieldSchema(field, kept.has(field.name))])
  return Joi.object({
    name: Joi.string().trim().max(80).required(),
    settings: Joi.object(Object.fromEntries(settings)).default({}),
  })
}

/** Is the stored value hidden from the form, so that an empty answer means "as it is"? */
export function isKept(field: Field): boolean {
  return field.type === 'secret' || field.type === 'image'
}

/** Parts settings into what may be read and what must be sealed. */
export function splitSecrets(fields: Field[], settings: Settings): { open: Settings; secret: Settings } {
  const isSecret = new Set(fields.filter(({ type }) => type === 'secret').map(({ name }) => name))
  const entries = Object.entries(settings).filter(([, value]) => value !== undefined)
  return {
    open: Object.fromEntries(entries.filter(([name]) => !isSecret.has(name))),
    secret: Object.fromEntries(entries.filter(([name]) => isSecret.has(name))),
  }
}

/** Settings as a plugin sees them: images as addresses that anybody may load. */
export function forPlugin(fields: Field[], settings: Settings): Settings {
  const images = new Set(fields.filter(({ type }) => type === 'image').map(({ name }) => name))
  const entries = Object.entries(settings).map(([name, value]) => [
    name,
    value && images.has(name) ? imageAddress(String(value)) : value,
  ])
  return Object.fromEntries(entries)
}

/** The address at which everybody may load this picture of a channel or of an agent. */
export function imageAddress(uid: string): string {
  return `${imagePath}/${uid}`
}

/** Where everybody may load the pictures of channels and of agents. */
export const imagePath = '/channels/images'
/** Who owns the images of settings. */
export const imageOwner = 'setting:channel-image'

/** A textarea's text is a list of its lines. */
const extended: Joi.Root & { lines: () => Joi.ArraySchema } = Joi.extend({
  type: 'lines',
  base: Joi.array().items(Joi.string().trim().max(500)).max(200),
  coerce: { from: 'string', method: (value: string) => ({ value: linesOf(value) }) },
})

const hexColour = /^#[0-9a-f]{6}$/i

function fieldSchema(field: Field, kept: boolean): Joi.Schema {
  const schema = valueSchema(field)
  if (field.default !== undefined && !kept) return schema.default(field.default)
  return field.required && !kept ? schema.required() : schema
}

function valueSchema(field: Field): Joi.Schema {
  switch (field.type) {
    case 'text':
      return shaped(bounded(text(2000).replace(/\r\n/g, '\n'), field), field)
    case 'secret':
      return shaped(bounded(text(8000), field), field)
    case 'url':
      return text(2000).uri({ scheme: ['http', 'https'] })
    case 'number':
      return bounded(Joi.number().empty(''), field)
    case 'flag':
      return Joi.boolean().truthy('on', '1').falsy('0').empty('').default(false)
    case 'choice':
      return text(100).valid(...(field.choices ?? []))
    case 'lines':
      return bounded(field.required ? extended.lines().min(1) : extended.lines(), field)
    case 'colour':
      return text(7).pattern(hexColour, 'colour')
    case 'image':
      return text(40)
  }
}

function text(longest: number): Joi.StringSchema {
  return Joi.string().trim().empty('').max(longest)
}

function shaped(schema: Joi.StringSchema, { pattern }: Field): Joi.StringSchema {
  return pattern === undefined ? schema : schema.pattern(new RegExp(`^(?:${pattern})$`, 'v'), 'shape')
}

function bounded<S extends { min: (limit: number) => S; max: (limit: number) => S }>(
  schema: S,
  field: Field,
): S {
  const low = field.min === undefined ? schema : schema.min(field.min)
  return field.max === undefined ? low : low.max(field.max)
}

function linesOf(value: string): string[] {
  return value.split(/\r?\n/).flatMap((line) => line.trim() || [])
}
