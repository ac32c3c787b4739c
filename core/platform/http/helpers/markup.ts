import Handlebars from 'handlebars'

/**
 * The one place where HTML is made outside of templates: a tagged template that escapes every value, except what it
 * made itself. Nothing else in the program may call SafeString.
 */
export function html(parts: TemplateStringsArray, ...values: unknown[]): Handlebars.SafeString {
  return new Handlebars.SafeString(parts.reduce((text, part, i) => text + escaped(values[i - 1]) + part))
}

/** Several pieces of markup as one. */
export function joined(pieces: (Handlebars.SafeString | string)[]): Handlebars.SafeString {
  return new Handlebars.SafeString(pieces.map(escaped).join(''))
}

function escaped(value: unknown): string {
  if (value instanceof Handlebars.SafeString) return value.toString()
  return Handlebars.escapeExpression(value === undefined || value === null ? '' : String(value))
}
