import { Invalid } from '../../errors.ts'
import type { App } from '../../module.ts'
import { wordsOf } from '../../platform/i18n/index.ts'
import { type Channel, kindOf } from './channel.ts'
import { openSettings, secretsOf } from './settings.ts'
import { failureOf } from './tools.ts'

/**
 * What a plugin answers about this account. Where it refuses, throws Invalid with its reason, secrets left out, as the
 * fault of a field, or of the whole form.
 */
export async function asked<T>(
  app: App,
  channel: Channel,
  ask: () => T | Promise<T>,
  field = '',
): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    const kind = kindOf(app.plugins, channel)
    const { reason } = failureOf(error, kind ? secretsOf(kind, openSettings(app, channel)) : [])
    throw new Invalid([{ field, message: reason }])
  }
}

/** Why something was refused, in words of a language; whatever else was thrown goes on. */
export function refusalIn(app: App, locale: string, error: unknown): string {
  if (!(error instanceof Invalid)) throw error
  return wordsOf(app, locale, error.faults[0]?.message ?? '')
}
