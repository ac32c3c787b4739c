import type { App } from '../../../module.ts'

/** A reason is a translation key, of ours or of a plugin (then perhaps with its `{{detail}}`), or words of a provider. */
export function wordsOf(app: Pick<App, 'i18n'>, locale: string, reason: string, values?: object): string {
  const [, key, detail] = /^([\w-]+:[\w-]+(?:\.[\w-]+)+) (.+)$/.exec(reason) ?? []
  if (key) return app.i18n.t(locale, key, { detail })
  return /^([\w-]+:)?[\w-]+(\.[\w-]+)+$/.test(reason) ? app.i18n.t(locale, reason, values) : reason
}

/** The text of a plugin's key (`<plugin>:…`), or undefined where the plugin has none for it. */
export function pluginText(app: Pick<App, 'i18n'>, locale: string, key: string): string | undefined {
  const text = app.i18n.t(locale, key)
  return text === key.slice(key.indexOf(':') + 1) ? undefined : text
}
