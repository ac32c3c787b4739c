import type { Request, Server } from '@hapi/hapi'
import joi from 'joi'
import type { App, Viewer } from '../../module.ts'
import { isLocale } from '../i18n/index.ts'
import { guestOrViewer } from './state.ts'
import { parse } from './parse.ts'
import { safePath } from './safe-path.ts'
import { seeOther } from './flash.ts'

type Locale = Viewer['locale']

const choice = joi.object<{ locale: Locale; next?: string }>({
  locale: joi.string().valid('zh-CN', 'en').required(),
  next: joi.string().allow(''),
})

/** Lets a browser choose its language before anybody has signed in. */
export function useLanguage(server: Server, app: App): void {
  server.state('language', {
    path: '/',
    ttl: 365 * 24 * 3_600_000,
    isSecure: app.config.publicUrl?.startsWith('https:') ?? false,
    isHttpOnly: true,
    isSameSite: 'Lax',
    ignoreErrors: true,
  })
  server.route({
    method: 'POST',
    path: '/language',
    options: { app: { access: 'public' } },
    handler: (request, h) => {
      const { locale, next } = parse(choice, request.payload)
      return seeOther(h, safePath(next, '/')).state('language', locale)
    },
  })
}

/** The language of this answer: the agent's, else the browser's choice, else what it accepts; Chinese first. */
export function localeOf(request: Request): Locale {
  return guestOrViewer(request)?.locale ?? browserLocale(request)
}

/** The language of the browser, whoever is signed in on it. */
export function browserLocale(request: Request): Locale {
  return chosenLocale(request.state?.language, String(request.headers['accept-language'] ?? ''))
}

/** What a browser chose (its cookie), else what it accepts (`Accept-Language`). */
export function chosenLocale(chosen: unknown, accepted = ''): Locale {
  return isLocale(chosen) ? chosen : acceptedLocale(accepted)
}

/** The first of our languages in an Accept-Language header, by weight; Chinese where it has neither. */
export function acceptedLocale(header: string): Locale {
  const ranked = header
    .split(',')
    .map((part) => part.trim().split(';q='))
    .map(([tag = '', weight = '1']) => ({ tag: tag.toLowerCase(), weight: Number(weight) || 0 }))
    .toSorted((a, b) => b.weight - a.weight)
  const known = ranked.find(({ tag, weight }) => weight > 0 && /^(zh|en)\b/.test(tag))
  return known?.tag.startsWith('en') ? 'en' : 'zh-CN'
}
