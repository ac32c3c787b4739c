import { createHash } from 'node:crypto'
import type { Host } from 'qiantai/plugin'
import { limits } from './limits.ts'
import type { Room } from './room.ts'
import type { Locale } from './site.ts'

export type Consent = { required: boolean; text: string; version: string; url?: string }

/** What a client needs to know of a site before there is a visitor. */
export async function publicConfig(host: Host, room: Room, locale: Locale): Promise<object> {
  const { site, channel } = room
  const brand = await host.brand()
  return {
    site: channel.key,
    locale,
    name: site.title,
    logo: site.logo ?? brand.logo,
    avatar: site.avatar,
    accent: site.accent ?? brand.accent,
    theme: site.theme,
    side: site.side,
    offset: site.offset,
    launcher: site.launcher,
    greeting: site.greeting,
    offline: site.offline,
    consent: await consentOf(host, room, locale),
    availability: await channel.availability(locale),
    features: { image: true, file: true, voice: true, typing: true, preview: site.preview, receipts: true },
    limits: {
      text: limits.text,
      file: limits.file,
      files: limits.files,
      messages: limits.messagesPerMinute,
      uploads: limits.uploadsPerMinute,
    },
    icp: brand.icp,
  }
}

/** The text to agree to: the site's own, else the clinic's, else a plain one of ours. */
export async function consentOf(host: Host, { site }: Room, locale: Locale): Promise<Consent> {
  const { name, privacy } = await host.brand()
  const { required } = site.consent
  const link = privacy.url ? { url: privacy.url } : {}
  if (site.consent.text)
    return { required, text: site.consent.text, version: versionOf(site.consent.text), ...link }
  if (privacy.text) return { required, text: privacy.text, version: privacy.version, ...link }
  return {
    required,
    text: host.translate(locale, 'webchat:consent.text', { name }),
    version: 'plain-1',
    ...link,
  }
}

function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
