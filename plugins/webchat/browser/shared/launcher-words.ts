import { launcher as en } from '../../locales/en.json'
import { launcher as zh } from '../../locales/zh-CN.json'

export type LauncherWords = typeof en

/** The few words that stand on the page itself. */
export function launcherWordsOf(locale: string): LauncherWords {
  return locale === 'en' ? en : zh
}
