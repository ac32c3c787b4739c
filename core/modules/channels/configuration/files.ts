import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import type { ConfigurationFile, Settings } from '../../../plugin/index.ts'
import { transaction } from '../../../platform/db/index.ts'
import { type Actor, audit } from '../../agents/index.ts'
import { type Channel, kindOf } from '../channel.ts'
import { forPlugin, splitSecrets } from '../fields.ts'
import { openSettings } from '../settings.ts'

/** What stands in the files where a secret is. */
export const mask = '••••••••'

/** Has the other side of this account files that are made of its settings? A rehearsal has no other side. */
export function hasConfiguration(app: App, channel: Channel): boolean {
  return !channel.rehearsal && kindOf(app.plugins, channel)?.configuration !== undefined
}

/**
 * The files for the other side of an account, for anybody who looks after it: secrets are masked. `origin` is where
 * we are reached. Throws NotFound where there are none.
 */
export function maskedConfiguration(app: App, channel: Channel, origin: string): ConfigurationFile[] {
  return filesOf(app, channel, origin, (secrets) =>
    Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, value && mask])),
  )
}

/** The same as the other side needs them, secrets and all. It is audited who has asked. */
export async function openConfiguration(
  app: App,
  actor: Actor,
  channel: Channel,
  origin: string,
): Promise<ConfigurationFile[]> {
  const files = filesOf(app, channel, origin, (secrets) => secrets)
  const record = { ...actor, action: 'channel.configuration', object: `channel:${channel.id}` }
  await transaction(app.db, (trx) => audit(trx, record, app.clock().toISOString()))
  return files
}

function filesOf(
  app: App,
  channel: Channel,
  origin: string,
  show: (secrets: Settings) => Settings,
): ConfigurationFile[] {
  const kind = kindOf(app.plugins, channel)
  if (!kind?.configuration || channel.rehearsal) throw new NotFound(`configuration of channel ${channel.id}`)
  const { open, secret } = splitSecrets(kind.fields, forPlugin(kind.fields, openSettings(app, channel)))
  return kind.configuration({ ...open, ...show(secret) }, { key: channel.key, origin })
}
