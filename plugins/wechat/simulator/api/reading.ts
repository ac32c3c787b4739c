import { isRecord } from '../wire/fields.ts'

/** What stands under a name, as text; numbers are read as text too, everything else is empty. */
export function textOf(value: unknown, name: string): string {
  const found = isRecord(value) ? value[name] : undefined
  return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
}

/** The object under a name; an empty one where there is none. */
export function recordOf(value: unknown, name: string): Record<string, unknown> {
  const found = isRecord(value) ? value[name] : undefined
  return isRecord(found) ? found : {}
}

/** The list under a name; an empty one where there is none. */
export function listOf(value: unknown, name: string): unknown[] {
  const found = isRecord(value) ? value[name] : undefined
  return Array.isArray(found) ? found : []
}

/** The number under a name. */
export function numberOf(value: unknown, name: string): number | undefined {
  const found = isRecord(value) ? value[name] : undefined
  return typeof found === 'number' ? found : undefined
}

/** How long a text is for the platform: bytes of UTF-8. */
export const bytes = (text: string) => Buffer.byteLength(text)
