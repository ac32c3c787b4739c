import { launcher as en } from '../../locales/en.json'
import { launcher as zh } from '../../locales/zh-CN.json'

export type Words = typeof en

/** The few words that stand on the page itself. */
export function wordsOf(locale: string): Words {
  return locale === 'en' ? en : zh
}
