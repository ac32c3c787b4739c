import type { Request } from '@hapi/hapi'
import type { Host } from 'qiantai/plugin'
import { admits } from '../origins.ts'
import { Refusal } from '../refusal.ts'
import { type Room, roomOf } from '../room.ts'
import { type Locale, localeOf } from '../site.ts'

/** A header, or nothing where it is missing or empty. */
export function headerOf({ headers }: Pick<Request, 'headers'>, name: string): string | undefined {
  const value: unknown = headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The token of the `Authorization` header. */
export function bearerOf(request: Pick<Request, 'headers'>): string | undefined {
  return /^Bearer (\S+)$/.exec(headerOf(request, 'authorization') ?? '')?.[1]
}

/** The open site that the address names. Throws `unknown_site`. */
export function roomOfSite(host: Host, key: unknown): Room {
  const room = roomOf(host.channel(String(key ?? '')))
  if (!room) throw new Refusal('unknown_site')
  return room
}

/** The open site of a call. Throws `unknown_site`, or `origin_refused` for a page from elsewhere. */
export function roomFor(host: Host, request: Pick<Request, 'query' | 'headers'>): Room {
  const room = roomOfSite(host, request.query.site)
  const origin = headerOf(request, 'origin')
  if (!admits(room.site.origins, host.origin(request), origin)) throw new Refusal('origin_refused')
  return room
}

/** The language for this visitor; `site` is undefined while it is not known. */
export function localeFor(request: Request, site: Room['site'] | undefined): Locale {
  const { locale } = request.query
  const wishes = [typeof locale === 'string' ? locale : undefined, headerOf(request, 'accept-language')]
  return localeOf(site ?? { language: 'auto' }, wishes)
}
