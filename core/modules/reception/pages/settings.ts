import type { App } from '../../../module.ts'
import type { Typed } from '../../../platform/http/index.ts'
import { faultWords, pluginText } from '../../../platform/i18n/index.ts'
import { kindOf, listChannels } from '../../channels/index.ts'
import { receptionSettings } from '../service/settings.ts'
import { acquaintances, methods, type ReceptionSettings } from '../settings.ts'

const minute = 60

/** The settings of the clinic, with what was typed where a form was wrong. */
export async function settingsPage(app: App, locale: string, typed?: Typed) {
  const settings = await receptionSettings(app.db)
  const values: Record<string, unknown> = {
    ...settings,
    keepPlace: settings.keepPlace / minute,
    abuse: settings.abuse.join('\n'),
    ...typed?.values,
  }
  return {
    tab: 'settings',
    values,
    methods,
    ranks: ranksOf(settings, typed),
    kinds: await weightedKinds(app, locale, settings, typed),
    errors: faultWords(app, locale, typed?.faults),
  }
}

/** The kinds of channel that the clinic has, in words, by kind. */
export async function kindTitles(app: App, locale: string): Promise<Map<string, string>> {
  const channels = await listChannels(app.db)
  return new Map(
    channels.map(({ plugin, kind }) => {
      const title = pluginText(app, locale, `${plugin}:kind.${kind}.title`)
      return [kind, title ?? kind]
    }),
  )
}

function ranksOf(settings: ReceptionSettings, typed?: Typed) {
  const said = [typed?.values['acquaintance'] ?? settings.acquaintances].flat()
  return acquaintances.map((_, at) => ({
    rank: at + 1,
    choices: acquaintances.map((name) => ({ name, isChosen: said[at] === name })),
  }))
}

/** A call fills whoever takes it, so what speaks has no weight. */
async function weightedKinds(app: App, locale: string, { weights }: ReceptionSettings, typed?: Typed) {
  const speaking = new Set(
    (await listChannels(app.db))
      .filter((channel) => kindOf(app.plugins, channel)?.speaks)
      .map(({ kind }) => kind),
  )
  const errors = faultWords(app, locale, typed?.faults)
  const titles = [...(await kindTitles(app, locale))].filter(([kind]) => !speaking.has(kind))
  return titles.map(([kind, title]) => ({
    kind,
    title,
    weight: typed?.values[`weights.${kind}`] ?? weights[kind] ?? 1,
    error: errors[`weights.${kind}`],
  }))
}
