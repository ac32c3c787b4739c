import { engines, maps, socials, type SourceClass, sourceClasses } from './sources.ts'
import type { Touch } from './touch.ts'

/** A source in words: 「百度 · 付费搜索」. */
export type SourceText = { class: SourceClass; label: string; keyword?: string }

/** The sites that a language has a name for. */
export const namedSites = new Set([...engines, ...maps, ...socials].map(({ site }) => site).concat('tencent'))

/** A touch in words, with `t` bound to a language. Sites that we have no name for are shown as they are. */
export function sourceText(t: (key: string) => string, touch: Touch): SourceText {
  const kind = t(`journey.class.${touch.class}`)
  if (touch.entry) return { class: touch.class, label: `${touch.entry} · ${kind}` }
  const site = touch.site && (namedSites.has(touch.site) ? t(`journey.site.${touch.site}`) : touch.site)
  const label = site ? `${site} · ${kind}` : kind
  return touch.keyword ? { class: touch.class, label, keyword: touch.keyword } : { class: touch.class, label }
}

/** One word of a source, a class or a site, with `t` bound to a language; what we have no name for is shown as it is. */
export function sourceName(t: (key: string) => string, name: string): string {
  if (sourceClasses.some((known) => known === name)) return t(`journey.class.${name}`)
  return namedSites.has(name) ? t(`journey.site.${name}`) : name
}
