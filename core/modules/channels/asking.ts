import { Invalid } from '../../errors.ts'
import type { App } from '../../module.ts'
import { type Channel, kindOf } from './channel.ts'
import { openSettings, secretsOf } from './service.ts'
import { failureOf } from './tools.ts'

/** What a plugin answers about this account. Throws Invalid with its reason, secrets left out, where it refuses. */
export async function asked<T>(app: App, channel: Channel, ask: () => T | Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    const kind = kindOf(app.plugins, channel)
    throw new Invalid(failureOf(error, kind ? secretsOf(kind, openSettings(app, channel)) : []).reason)
  }
}
