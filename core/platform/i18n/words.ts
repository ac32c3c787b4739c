import type { I18n } from './index.ts'

/**
 * A reason in words of a language. It is a translation key, of ours or of a plugin (then perhaps with its `{{detail}}`
 * after a space), or already words: those of a provider, which are left as they are.
 */
export function wordsOf({ i18n }: { i18n: I18n }, locale: string, reason: string, values?: object): string {
  const [, key, detail] = /^([\w-]+:[\w-]+(?:\.[\w-]+)+) (.+)$/.exec(reason) ?? []
  if (key) return i18n.t(locale, key, { detail })
  return /^([\w-]+:)?[\w-]+(\.[\w-]+)+$/.test(reason) ? i18n.t(locale, reason, values) : reason
}

/** What was wrong with a form in words of a language, by field, as `wordsOf` says it. */
export function faultWords(
  app: { i18n: I18n },
  locale: string,
  faults: Record<string, string> = {},
): Record<string, string> {
  const words = Object.entries(faults).map(([field, reason]) => [field, wordsOf(app, locale, reason)])
  return Object.fromEntries(words)
}

/** The text of a plugin's key (`<plugin>:…`), or undefined where the plugin has none for it. */
export function pluginText({ i18n }: { i18n: I18n }, locale: string, key: string): string | undefined {
  const text = i18n.t(locale, key)
  return text === key.slice(key.indexOf(':') + 1) ? undefined : text
}
