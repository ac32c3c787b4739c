import { engines, maps, socials, type SourceClass } from './sources.ts'
import type { Touch } from './touch.ts'

/** A source in words: 「百度 · 付费搜索」. */
export type SourceText = { class: SourceClass; label: string; keyword?: string }

const named = new Set([...engines, ...maps, ...socials].map(({ site }) => site).concat('tencent'))

/** A touch in words, with `t` bound to a language. Sites that we have no name for are shown as they are. */
export function sourceText(t: (key: string) => string, touch: Touch): SourceText {
  const kind = t(`journey.class.${touch.class}`)
  if (touch.entry) return { class: touch.class, label: `${touch.entry} · ${kind}` }
  const site = touch.site && (named.has(touch.site) ? t(`journey.site.${touch.site}`) : touch.site)
  const label = site ? `${site} · ${kind}` : kind
  return touch.keyword ? { class: touch.class, label, keyword: touch.keyword } : { class: touch.class, label }
}
