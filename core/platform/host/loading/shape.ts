import { formSchema } from '../../../modules/channels/index.ts'
import type { ChannelKind, Field, Plugin } from '../../../plugin/index.ts'
import { locales } from '../../i18n/index.ts'
import { pluginSchema } from './schema.ts'
import { textIn, textsOf } from './texts.ts'

export type PluginFault = { plugin: string; place: string; fault: string }

/** What is wrong with one default export: its shape, then its defaults and texts. */
export async function checkShape(found: string, plugin: unknown): Promise<PluginFault[]> {
  const { error } = pluginSchema.validate(plugin, { abortEarly: false, convert: false })
  if (error) return error.details.map((detail) => fault(found, detail.path.join('.'), detail.message))
  const sound = plugin as Plugin
  return [...checkDefaults(sound), ...(await checkTexts(sound))]
}

/** What is wrong between plugins: ids and short addresses belong to one. */
export function checkAll(plugins: Plugin[]): PluginFault[] {
  const ids = plugins.map((plugin) => ({ plugin: plugin.id, place: 'id', value: plugin.id }))
  const aliases = plugins.flatMap(({ id: plugin, aliases = [] }) =>
    aliases.map((value) => ({ plugin, place: 'aliases', value })),
  )
  return [...repeated(ids), ...repeated(aliases)]
}

function checkDefaults(plugin: Plugin): PluginFault[] {
  const fields = (plugin.channels ?? []).flatMap(({ kind, fields }) =>
    fields.map((field) => ({ kind, field })),
  )
  return fields.flatMap(({ kind, field }) => {
    if (field.default === undefined) return []
    const form = { name: plugin.id, settings: { [field.name]: field.default } }
    const { error } = formSchema([field]).validate(form)
    return error ? [fault(plugin.id, `channels.${kind}.${field.name}.default`, error.message)] : []
  })
}

async function checkTexts(plugin: Plugin): Promise<PluginFault[]> {
  const keys = (plugin.channels ?? []).flatMap(textKeys)
  if (keys.length === 0) return []
  const checks = locales.map(async (locale) => {
    const texts = await textsOf(plugin.home, locale)
    const missing = keys.filter((key) => textIn(texts, key) === undefined)
    return missing.map((key) => fault(plugin.id, `locales/${locale}.json`, `lacks ${key}`))
  })
  return (await Promise.all(checks)).flat()
}

function textKeys({ kind, fields }: ChannelKind): string[] {
  const groups = new Set(fields.flatMap(({ group }) => group ?? []))
  return [
    `kind.${kind}.title`,
    ...fields.flatMap((field) => fieldKeys(kind, field)),
    ...[...groups].map((group) => `group.${kind}.${group}`),
  ]
}

function fieldKeys(kind: string, { name, choices = [] }: Field): string[] {
  return ['label', ...choices].map((part) => `field.${kind}.${name}.${part}`)
}

function repeated(entries: { plugin: string; place: string; value: string }[]): PluginFault[] {
  const seen = new Set<string>()
  return entries.flatMap(({ plugin, place, value }) => {
    const again = seen.has(value)
    seen.add(value)
    return again ? [fault(plugin, place, `${value} is taken by another plugin`)] : []
  })
}

function fault(plugin: string, place: string, text: string): PluginFault {
  return { plugin, place, fault: text }
}
