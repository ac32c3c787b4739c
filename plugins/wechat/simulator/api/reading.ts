import { isRecord } from '../wire/fields.ts'

/** What stands under a name, as text; numbers are read as text too, everything else is empty. */
export function textOf(value: unknown, name: string): string {
  const found = isRecord(value) ? value[name] : undefined
  return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
}

export function recordOf(value: unknown, name: string): Record<string, unknown> {
  const found = isRecord(value) ? value[name] : undefined
  return isRecord(found) ? found : {}
}

export function listOf(value: unknown, name: string): unknown[] {
  const found = isRecord(value) ? value[name] : undefined
  return Array.isArray(found) ? found : []
}

export function numberOf(value: unknown, name: string): number | undefined {
  const found = isRecord(value) ? value[name] : undefined
  return typeof found === 'number' ? found : undefined
}

export const bytes = (text: string) => Buffer.byteLength(text)
