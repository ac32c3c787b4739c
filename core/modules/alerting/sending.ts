import type { App } from '../../module.ts'
import type { Failure } from '../../platform/jobs/index.ts'
import type { Settings } from '../../plugin/index.ts'
import type { Destination } from './destination.ts'
import { destinationFields } from './fields.ts'
import type { Note } from './note.ts'
import { senders } from './senders/index.ts'

/** Tells a destination a note; answers why it refused, or nothing where it took it. A bug is thrown. */
export async function send(app: App, to: Destination, note: Note): Promise<Failure | undefined> {
  try {
    await senders[to.kind](app, openSettings(app, to), note)
    return undefined
  } catch (error) {
    if (isFailure(error)) return error
    throw error
  }
}

/** The settings of a destination with defaults filled in and secrets opened. */
export function openSettings({ vault }: Pick<App, 'vault'>, to: Destination): Settings {
  const defaults = Object.fromEntries(destinationFields[to.kind].map((field) => [field.name, field.default]))
  const secrets: Settings = JSON.parse(vault.open(to.sealed))
  return { ...defaults, ...to.settings, ...secrets }
}

/** A reason in words: ours, and what the provider said after them. */
export function reasonText({ i18n }: Pick<App, 'i18n'>, locale: string, reason: string): string {
  const [, key, said] = /^(alerts\.reason\.[\w-]+)(?: (.+))?$/s.exec(reason) ?? []
  if (!key) return reason
  return said
    ? i18n.t(locale, 'alerts.reason.both', { reason: i18n.t(locale, key), said })
    : i18n.t(locale, key)
}

function isFailure(error: unknown): error is Failure {
  return error instanceof Error && 'permanent' in error
}
