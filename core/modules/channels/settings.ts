import { Invalid } from '../../errors.ts'
import type { App } from '../../module.ts'
import type { ChannelKind, Field, Settings } from '../../plugin/index.ts'
import { parse } from '../../platform/http/index.ts'
import { type Channel, kindOf } from './channel.ts'
import { formSchema, forPlugin, isKept, splitSecrets } from './fields.ts'
import { failureOf, toolsOf } from './tools.ts'

/**
 * What a form says; values as typed, files as uids. `cleared` names kept fields to empty. `untested`: the provider is
 * not asked, because something has to be done on its side first.
 */
export type ChannelForm = {
  name?: unknown
  settings?: Record<string, unknown>
  cleared?: string[]
  untested?: boolean
}

/** Settings as they are stored: what may be read, what is sealed, and whose they are by the kind's `identify`. */
export type Stored = { account: string; settings: Settings; secrets: string }

/** The settings as they are stored: defaults filled in, secrets opened, images as uids. */
export function openSettings(app: App, channel: Channel): Settings {
  const fields = kindOf(app.plugins, channel)?.fields ?? []
  const defaults = Object.fromEntries(fields.map((field) => [field.name, field.default]))
  return { ...defaults, ...channel.settings, ...openSecrets(app, channel) }
}

/** The secret values of these settings: what must be in no log. */
export function secretsOf(kind: ChannelKind, settings: Settings): string[] {
  return Object.values(splitSecrets(kind.fields, settings).secret).map(String)
}

/** The fields that an admin fills in. Of a rehearsal, those that its simulator does not, and none must be. */
export function settingsToAsk(app: App, channel: Channel, kind: ChannelKind): Field[] {
  if (!channel.rehearsal) return kind.fields
  const played = app.channels.simulator(channel.id)?.settings ?? {}
  const own = kind.fields.filter(({ name, type }) => type !== 'secret' && !Object.hasOwn(played, name))
  return own.map((field) => ({ ...field, required: false }))
}

/**
 * Reads the form over what is `kept` of an earlier one, and tries it against the provider unless it is `untested`.
 * Throws Invalid that names the fields, or says the provider's refusal.
 */
export async function checkForm(
  app: App,
  plugin: string,
  kind: ChannelKind,
  form: ChannelForm,
  kept: Settings,
): Promise<Stored & { name: string }> {
  const { cleared: _, untested, ...input } = form
  const schema = formSchema(kind.fields, new Set(Object.keys(kept)))
  const parsed: { name: string; settings: Settings } = parse(schema, input)
  const settings = { ...kept, ...parsed.settings }
  if (!untested) await tryOut(app, plugin, kind, forPlugin(kind.fields, settings))
  return { name: parsed.name, ...stored(app, kind, settings) }
}

/** What a form that is saved again leaves as it is: fields that are never shown, but for those that it clears. */
export function keptSettings(kind: ChannelKind, settings: Settings, cleared: string[]): Settings {
  const kept = kind.fields.filter((field) => isKept(field) && !cleared.includes(field.name))
  return Object.fromEntries(
    kept.flatMap(({ name }) => (settings[name] === undefined ? [] : [[name, settings[name]]])),
  )
}

/** Settings in the shape in which they are stored; secrets are sealed. */
export function stored(app: App, kind: ChannelKind, settings: Settings): Stored {
  const { open, secret } = splitSecrets(kind.fields, settings)
  const secrets = app.vault.seal(JSON.stringify(secret))
  return { account: kind.identify(forPlugin(kind.fields, settings)), settings: open, secrets }
}

async function tryOut(app: App, plugin: string, kind: ChannelKind, settings: Settings) {
  const secrets = secretsOf(kind, settings)
  try {
    await kind.check?.(settings, toolsOf(app, { plugin, kind: kind.kind }, secrets))
  } catch (error) {
    throw refusal(failureOf(error, secrets))
  }
}

/** The fault `check` says that it is the provider who refused, and not the form. */
function refusal({ reason, field }: ReturnType<typeof failureOf>): Invalid {
  return new Invalid([
    { field: field ? `settings.${field}` : '', message: reason },
    { field: 'check', message: 'channels.check.refused' },
  ])
}

function openSecrets(app: App, channel: Channel): Settings {
  return JSON.parse(app.vault.open(channel.secrets))
}
