import type { App, Viewer } from '../../module.ts'
import { can } from '../agents/index.ts'
import { type Consent, type Device, sourceText, type Touch } from '../journey/index.ts'
import { belongingOf } from './merging/index.ts'
import { reachesOf } from './reaching.ts'
import { suggestTags, visiblePerson } from './service.ts'
import { personOf } from './view.ts'

type T = (key: string, values?: object) => string
/** One line of facts: a translated label and what is known, which may be a time. */
type Fact = { label: string; value: string; url?: string; at?: string }

/** The person as the rail draws them, the facts in words of the viewer's language. Throws NotFound. */
export async function personScreen(app: App, viewer: Viewer, asked: number) {
  const person = await personOf(app, viewer, asked)
  const { id } = person
  const t: T = (key, values) => app.i18n.t(viewer.locale, key, values)
  const notes = (await Promise.all(app.modules.map(({ rail }) => rail?.(app, viewer, id) ?? []))).flat()
  const reaches = await reachesOf(app, viewer, id)
  const belonging = await belongingOf(app, viewer, await visiblePerson(app.db, viewer, id))
  const accounts = person.identities.filter(({ kind }) => kind === 'channel').length
  return {
    ...person,
    notes: notes.toSorted((one, other) => Number(other.tone === 'danger') - Number(one.tone === 'danger')),
    refuses: notes.some((note) => note.id === 'refusal'),
    blockable: can(viewer, 'people.block') && notes.every((note) => note.id !== 'block'),
    earlier: person.earlier.filter(({ status }) => status === 'closed'),
    identities: person.identities.map((identity) => ({
      ...identity,
      reach: reaches.get(identity.id),
      splittable: belonging.mayMerge && accounts > 1 && identity.kind === 'channel',
    })),
    ...belonging,
    others: Object.groupBy(belonging.others, ({ field }) => field),
    path: person.path.map((step) => ({ ...step, dwellText: dwellText(t, step.dwell) })),
    sources: sourceFacts(t, person.touch ?? {}),
    details: [
      ...(person.device ? deviceFacts(t, person.device) : []),
      ...(person.consent ? [consentFact(t, person.consent)] : []),
    ],
    knownTags: await suggestTags(app),
  }
}

/** Where they came from last, and at first where that was elsewhere. */
function sourceFacts(t: T, { first, last }: { first?: Touch; last?: Touch }): Fact[] {
  const touch = last ?? first
  if (!touch) return []
  const label = sourceText(t, touch).label
  const before = first && sourceText(t, first).label
  return facts(t, {
    source: label,
    first: before === label ? undefined : before,
    keyword: touch.keyword,
    campaign: touch.campaign?.name,
    landing: touch.landing,
    referrer: touch.referrer,
  })
}

function deviceFacts(t: T, { kind, system, browser, app, language, screen }: Device): Fact[] {
  const what = [t(`journey.device.${kind}`), system].filter(Boolean).join(' · ')
  return facts(t, { device: what, browser, app: app && t(`journey.app.${app}`), language, screen })
}

function consentFact(t: T, { at, withdrawnAt }: Consent): Fact {
  const label = t(withdrawnAt ? 'people.fact.withdrawn' : 'people.fact.consent')
  return { label, value: '', at: withdrawnAt ?? at }
}

function facts(t: T, known: Record<string, string | undefined>): Fact[] {
  return Object.entries(known).flatMap(([name, value]) =>
    value
      ? [{ label: t(`people.fact.${name}`), value, ...(/^https?:\/\//.test(value) && { url: value }) }]
      : [],
  )
}

function dwellText(t: T, seconds: number): string {
  if (seconds < 1) return ''
  if (seconds < 60) return t('people.dwell.seconds', { n: seconds })
  return t('people.dwell.minutes', { n: Math.round(seconds / 60) })
}
