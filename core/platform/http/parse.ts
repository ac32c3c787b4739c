import type { ObjectSchema } from 'joi'
import { type Fault, Invalid } from '../../errors.ts'

/** The input in the shape of the schema. Throws `Invalid` with one fault for each field that is wrong or not known. */
export function parse<T>(schema: ObjectSchema<T>, input: unknown): T {
  const { value, error } = schema.validate(input ?? {}, { abortEarly: false, allowUnknown: false })
  if (error) throw new Invalid(error.details.map(faultOf))
  return value
}

/** A query or headers as plain texts: of a name that is repeated, the last value counts. */
export function lastOf(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, String([value].flat().at(-1) ?? '')]),
  )
}

const messages: Record<string, string> = {
  'any.required': 'errors.fault.required',
  'string.empty': 'errors.fault.required',
  'string.email': 'errors.fault.email',
  'string.max': 'errors.fault.long',
  'string.min': 'errors.fault.short',
  'string.uri': 'errors.fault.address',
  'string.uriCustomScheme': 'errors.fault.address',
  'any.only': 'errors.fault.choice',
  'number.base': 'errors.fault.number',
  'number.max': 'errors.fault.number',
  'number.min': 'errors.fault.number',
  'object.unknown': 'errors.fault.unknown',
}

function faultOf(detail: { path: (string | number)[]; type: string }): Fault {
  return { field: detail.path.join('.'), message: messages[detail.type] ?? 'errors.fault.invalid' }
}
