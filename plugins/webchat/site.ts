import type { Settings } from 'qiantai/plugin'
import { defaults } from './limits.ts'
import { originOf } from './origins.ts'

export type Locale = 'zh-CN' | 'en'

/** One site as its admin set it up. */
export type Site = {
  title: string
  origins: string[]
  accent: string | undefined
  logo: string | undefined
  avatar: string | undefined
  theme: string
  side: string
  offset: { x: number; y: number }
  language: string
  launcher: string | undefined
  greeting: string | undefined
  offline: string | undefined
  consent: { required: boolean; text: string | undefined }
  preview: boolean
  identitySecret: string | undefined
  /** Messages of all visitors together in a minute. */
  messages: number
  /** Visitors a minute who may write for the first time before each has to work for it; 0: any number. */
  newcomers: number
}

/** Reads the settings, which the host has checked against the fields. */
export function readSite(settings: Settings): Site {
  return {
    title: text(settings.title) ?? '',
    origins: lines(settings.origins).flatMap((line) => originOf(line) ?? []),
    accent: text(settings.accent),
    logo: text(settings.logo),
    avatar: text(settings.avatar),
    theme: text(settings.theme) ?? 'auto',
    side: text(settings.side) ?? 'right',
    offset: { x: Number(settings.offsetX ?? 20), y: Number(settings.offsetY ?? 20) },
    language: text(settings.language) ?? 'auto',
    launcher: text(settings.launcher),
    greeting: text(settings.greeting),
    offline: text(settings.offline),
    consent: { required: settings.consentRequired !== false, text: text(settings.consentText) },
    preview: settings.preview !== false,
    identitySecret: text(settings.identitySecret),
    messages: Number(settings.messages ?? defaults.messages),
    newcomers: Number(settings.newcomers ?? defaults.newcomers),
  }
}

/** Is there a line in the allow-list that is no origin? */
export function hasWrongOrigin(settings: Settings): boolean {
  return lines(settings.origins).some((line) => originOf(line) === undefined)
}

/** The language of a visitor: the site's where it is fixed, else the first of the wishes that we speak. */
export function localeOf(site: Pick<Site, 'language'>, wishes: (string | undefined)[]): Locale {
  const fixed = site.language === 'auto' ? [] : [site.language]
  return [...fixed, ...wishes].map(spoken).find((locale) => locale !== undefined) ?? 'zh-CN'
}

/** The first language of an `Accept-Language` header or a tag that we speak. */
function spoken(wish: string | undefined): Locale | undefined {
  const tags = (wish ?? '').split(',').map((tag) => tag.trim().toLowerCase())
  const tag = tags.find((known) => /^(zh|en)\b/.test(known))
  if (tag === undefined) return undefined
  return tag.startsWith('zh') ? 'zh-CN' : 'en'
}

function text(value: Settings[string]): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function lines(value: Settings[string]): string[] {
  return Array.isArray(value) ? value : []
}
