import { createHmac } from 'node:crypto'
import type { Host } from 'qiantai/plugin'
import { same } from './tokens.ts'

type Keys = Pick<Host, 'secret' | 'now'>
type FileLink = { site: string; who: string; uid: string; size: 'thumbnail' | undefined }

const hour = 60 * 60 * 1000

/** An address of a file that works without a token for one to two hours; it stays the same within the hour, for caches. */
export function fileLink(keys: Keys, link: FileLink): string {
  const until = (Math.floor(keys.now() / hour) + 2) * hour
  const query = new URLSearchParams({
    site: link.site,
    ...(link.size && { size: link.size }),
    for: link.who,
    until: String(until),
    sign: sign(keys, link, until),
  })
  return `/p/webchat/files/${encodeURIComponent(link.uid)}?${query}`
}

/** Is this the signature of this link, and is its time not over? */
export function isGoodLink(keys: Keys, link: FileLink, until: number, signature: string): boolean {
  return until > keys.now() && same(signature, sign(keys, link, until))
}

function sign(keys: Keys, { site, who, uid, size }: FileLink, until: number): string {
  const said = JSON.stringify([site, who, uid, size ?? '', until])
  return createHmac('sha256', keys.secret('file link')).update(said).digest('base64url')
}
