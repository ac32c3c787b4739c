import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import i18next from 'i18next'
import { root } from '../../paths.ts'

export { faultWords, pluginText, wordsOf } from './words.ts'

export const locales = ['zh-CN', 'en'] as const
export type Locale = (typeof locales)[number]

export type I18n = {
  /** `t('zh-CN', 'desk.empty.title')`; a plugin's texts are `<plugin>:key`. An unknown key comes back as it is. */
  t: (locale: string, key: string, values?: object) => string
  /** Adds the texts of a plugin in one language. */
  add: (namespace: string, locale: string, resources: object) => void
  locales: typeof locales
}

/** The texts of config/locales: `<area>.<locale>.json` holds the keys `<area>.…`. */
export async function createI18n(folder = join(root, 'config/locales')): Promise<I18n> {
  const instance = i18next.createInstance()
  await instance.init({
    resources: await readAreas(folder),
    supportedLngs: locales,
    fallbackLng: 'en',
    defaultNS: 'core',
    interpolation: { escapeValue: false }, // Handlebars escapes what it draws.
  })
  return {
    t: (locale, key, values) => String(instance.t(key, { ...values, lng: locale })),
    add: (namespace, locale, resources) =>
      void instance.addResourceBundle(locale, namespace, resources, true, true),
    locales,
  }
}

/** Is this one of our languages? */
export function isLocale(text: unknown): text is Locale {
  return locales.some((known) => known === text)
}

/** The language that a browser (`Accept-Language`) or an admin asked for, or the nearest we have. */
export function localeOf(wanted: string | undefined): Locale {
  const first = wanted?.split(',').find((tag) => /^\s*(zh|en)\b/i.test(tag))
  return first && /^\s*en/i.test(first) ? 'en' : 'zh-CN'
}

async function readAreas(folder: string) {
  const resources: Record<string, { core: Record<string, object> }> = {}
  for (const file of await readdir(folder)) {
    const [area, locale, extension] = file.split('.')
    if (!area || !locale || extension !== 'json') continue
    resources[locale] ??= { core: {} }
    resources[locale].core[area] = JSON.parse(await readFile(join(folder, file), 'utf8'))
  }
  return resources
}
