import { widget as en } from '../../locales/en.json'
import { widget as zh } from '../../locales/zh-CN.json'

export type Words = typeof en

export function wordsOf(locale: string): Words {
  return locale === 'en' ? en : zh
}

/** Puts values into `{{name}}` places. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/{{(\w+)}}/g, (_, name: string) => String(values[name] ?? ''))
}
