import { cleanUrl, parametersOf, readUrl } from './address.ts'
import { lineOf } from './line.ts'
import {
  campaignParameters,
  clickIds,
  engines,
  looksLikeClickId,
  maps,
  organicMedium,
  paidMedium,
  qrName,
  type SourceClass,
  socials,
  sourceNames,
} from './sources.ts'

/** How a visit began. Addresses are cleaned; what was not there is absent. */
export type Touch = {
  class: SourceClass
  /** What the clinic calls the code or link of its own through which they came. */
  entry?: string
  /** A site of the tables (`baidu`), else the host that referred, or the campaign's source as it was written. */
  site?: string
  keyword?: string
  campaign?: { source?: string; medium?: string; name?: string; term?: string; content?: string }
  /** Click ids of advertising platforms, as they came. */
  clicks?: Record<string, string>
  landing?: string
  referrer?: string
}

type Clue = { landing: Map<string, string>; referrer?: Referrer; campaign: NonNullable<Touch['campaign']> }
type Referrer = { class: SourceClass; site: string; keyword?: string }
type Source = Pick<Touch, 'class' | 'site'>

const longest = 200
const mostClicks = 10

/** Reads the source of a visit off its landing address and referrer. Never throws, whatever a visitor sends. */
export function touchOf(landing: string, referrer: string): Touch {
  const [here, there] = [readUrl(landing), readUrl(referrer)]
  const parameters = parametersOf(here)
  const campaign = campaignOf(parameters)
  const from = there && there.host !== here?.host ? referrerOf(there) : undefined
  return withoutAbsent({
    ...sourceOf({ landing: parameters, referrer: from, campaign }),
    keyword: bounded(campaign.term ?? from?.keyword),
    campaign: Object.keys(campaign).length > 0 ? campaign : undefined,
    clicks: clicksOf(parameters),
    landing: cleanUrl(landing),
    referrer: cleanUrl(referrer),
  })
}

/** The touch of who came through an entry point of the clinic: off a wall or a desk, out of a campaign, or by a link. */
export function touchOfEntry({ name, place }: { name: string; place: string }): Touch {
  const offline: SourceClass = place === 'page' ? 'link' : 'offline'
  return { class: place === 'campaign' ? 'campaign' : offline, entry: name }
}

/** What the visitor's own page says (code, click id, campaign) counts before where the browser came from. */
function sourceOf(clue: Clue): Source {
  const fallback: Source = { class: 'direct' }
  return byCode(clue) ?? byClickId(clue) ?? byCampaign(clue) ?? byReferrer(clue) ?? fallback
}

function byCode({ landing, campaign }: Clue): Source | undefined {
  const isCode =
    landing.has('qr') || [campaign.source, campaign.medium].some((name) => qrName.test(name ?? ''))
  return isCode ? { class: 'qr' } : undefined
}

function byClickId({ landing, referrer }: Clue): Source | undefined {
  const platform = clickIds.find(({ name }) => landing.get(name))
  if (!platform) return undefined
  const isSearch = platform.search || referrer?.class.startsWith('search')
  return { class: isSearch ? 'search-paid' : 'campaign', site: platform.site }
}

function byCampaign({ campaign, referrer }: Clue): Source | undefined {
  if (!campaign.source && !campaign.medium && !campaign.name) return undefined
  const known = sourceNames[(campaign.source ?? '').toLowerCase().replace(/\.(com|cn)$/, '')]
  const isPaid = paidMedium.test(campaign.medium ?? '')
  const site = known?.site ?? campaign.source ?? referrer?.site
  // A clinic can tag only the links that it pays for, so a tag that names an engine is an advertisement.
  const isOrganic = organicMedium.test(campaign.medium ?? '')
  if (known?.class === 'search') return { class: isOrganic ? 'search-organic' : 'search-paid', site }
  if (isPaid && referrer?.class.startsWith('search')) return { class: 'search-paid', site: referrer.site }
  return { class: known && !isPaid ? known.class : 'campaign', site }
}

function byReferrer({ referrer }: Clue): Source | undefined {
  return referrer && { class: referrer.class, site: referrer.site }
}

function referrerOf(url: URL): Referrer {
  const host = url.hostname
  const map = maps.find((one) => one.host.test(host))
  if (map) return { class: 'map', site: map.site }
  const engine = engines.find((one) => one.host.test(host))
  if (engine) {
    const isPaid = engine.paid?.test(url.pathname) ?? false
    return {
      class: isPaid ? 'search-paid' : 'search-organic',
      site: engine.site,
      keyword: first(url, engine.keyword),
    }
  }
  const social = socials.find((one) => one.host.test(host))
  return social ? { class: 'social', site: social.site } : { class: 'referral', site: host.slice(0, longest) }
}

function first(url: URL, names: string[]): string | undefined {
  const parameters = parametersOf(url)
  return names.map((name) => parameters.get(name)).find(Boolean)
}

function campaignOf(parameters: Map<string, string>): NonNullable<Touch['campaign']> {
  const entries = Object.entries(campaignParameters).map(([key, names]) => {
    return [key, bounded(names.map((name) => parameters.get(name)).find(Boolean))]
  })
  return withoutAbsent(Object.fromEntries(entries))
}

function clicksOf(parameters: Map<string, string>): Record<string, string> | undefined {
  const known = new Set(clickIds.map(({ name }) => name))
  const clicks = parameters
    .entries()
    .filter(([name, value]) => value && (known.has(name) || looksLikeClickId.test(name)))
    .take(mostClicks)
    .map(([name, value]) => [name.slice(0, 60), value.slice(0, longest)])
    .toArray()
  return clicks.length > 0 ? Object.fromEntries(clicks) : undefined
}

function bounded(text: string | undefined): string | undefined {
  return lineOf(text ?? '', longest) || undefined
}

function withoutAbsent<T extends object>(record: T): T {
  for (const [key, value] of Object.entries(record)) {
    if (value === undefined) Reflect.deleteProperty(record, key)
  }
  return record
}
