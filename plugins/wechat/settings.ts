import type { Settings } from 'qiantai/plugin'

/** A setting as text; '' where it is not set. */
export function textIn(settings: Settings, name: string): string {
  return String(settings[name] ?? '').trim()
}

/** A setting as a count. */
export function countIn(settings: Settings, name: string): number {
  return Number(settings[name] ?? 0)
}

/** The address of a host, without the slash at its end. */
export function hostIn(settings: Settings, name: string): string {
  return textIn(settings, name).replace(/\/+$/, '')
}
