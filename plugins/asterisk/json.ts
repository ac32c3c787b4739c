/** An object of the exchange's JSON. */
export type Dict = Record<string, unknown>

/** The value as an object; an empty one where it is none. */
export function dict(value: unknown): Dict {
  return isDict(value) ? value : {}
}

/** The value as a list of objects; what is none is left out. */
export function dicts(value: unknown): Dict[] {
  return Array.isArray(value) ? value.filter(isDict) : []
}

/** The value as a list of texts; what is none is left out. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string').map(clean) : []
}

/** A text of an object, or ''; without what no database keeps. */
export function text(from: Dict, name: string): string {
  const value = Object.hasOwn(from, name) ? from[name] : undefined
  return typeof value === 'string' ? clean(value) : ''
}

/** A number of an object; 0 where it is none. */
export function count(from: Dict, name: string): number {
  const value = Object.hasOwn(from, name) ? Number(from[name]) : 0
  return Number.isFinite(value) ? value : 0
}

/** What a frame or an answer says; undefined where it is no JSON. */
export function parsed(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}

function clean(value: string): string {
  return value.replaceAll('\0', '').toWellFormed().slice(0, 1000)
}

function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
