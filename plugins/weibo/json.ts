/** An object of a provider's JSON. */
export type Dict = Record<string, unknown>

/**
 * Reads JSON, and leaves every number as the text it was written as: Weibo's ids have more digits than a number holds.
 * Throws a SyntaxError, or a RangeError where it is nested beyond reason.
 */
export function readJson(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? (context?.source ?? String(value)) : value,
  )
}

/** The value as an object; an empty one where it is none. */
export function dict(value: unknown): Dict {
  return isDict(value) ? value : {}
}

/** The value as a list of objects; what is none is left out. */
export function dicts(value: unknown): Dict[] {
  return Array.isArray(value) ? value.filter(isDict) : []
}

/** A text of an object, or ''; without what no database keeps. */
export function text(from: Dict, name: string): string {
  const value = Object.hasOwn(from, name) ? from[name] : undefined
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : ''
}

/** The same JSON for the same value, in whatever order its keys came. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isDict(value)) return JSON.stringify(value) ?? 'null'
  const entries = Object.keys(value).toSorted()
  return `{${entries.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
