import { DateTime } from 'luxon'
import joi from 'joi'
import type { App } from '../../module.ts'
import { parse, type Typed } from '../../platform/http/index.ts'
import type { Actor } from '../agents/index.ts'
import { type Clinic, unnamed } from './clinic.ts'
import { copiedToAll, type HoursFields, weekIn, weekView } from './hours-form.ts'
import { clinicOf, saveClinic } from './service.ts'
import { timezones } from './timezones.ts'

const privacy = joi.object<{ text: string; url?: string; icp?: string }>({
  text: joi.string().trim().max(5000).required(),
  url: joi
    .string()
    .trim()
    .empty('')
    .max(500)
    .uri({ scheme: ['http', 'https'] }),
  icp: joi.string().trim().empty('').max(60),
})
const region = joi.object<Pick<Clinic, 'locale'>>({
  locale: joi.string().valid('zh-CN', 'en').required(),
})

/** Colours that suit a clinic, each with 4.5:1 to white. */
const suggestedAccents = [
  '#0f766e',
  '#2c7a6b',
  '#1d6fb8',
  '#5b5bd6',
  '#9a4a78',
  '#b4475a',
  '#8a5a44',
  '#3f4a5a',
]

/** What the forms of the clinic show, in the wizard and on the admin's page alike. */
export async function clinicForms(app: App, locale: string, { values, faults }: Partial<Typed> = {}) {
  const clinic = await clinicOf(app.db)
  const name = clinic.name === unnamed.name ? '' : clinic.name
  const typedHours = values && 'timezone' in values ? values : undefined
  return {
    clinic: { ...clinic, name },
    logo: clinic.logo && `/brand/${clinic.logo}`,
    accents: suggestedAccents,
    week: weekView(clinic.hours.week, typedHours, faults),
    timezones: timezones(clinic.timezone),
    notice: clinic.privacy.text || app.i18n.t(locale, 'clinic.notice', { clinic: clinic.name }),
    exceptions: comingExceptions(clinic, app.clock()),
  }
}

/**
 * Saves week and time zone from a form. `copy` names a day whose hours every day gets. Throws `Invalid`, see `weekIn`.
 */
export async function saveHours(app: App, actor: Actor, fields: HoursFields): Promise<void> {
  const { hours } = await clinicOf(app.db)
  const all = fields['copy'] ? copiedToAll(fields, String(fields['copy'])) : fields
  await saveClinic(app, actor, {
    hours: { ...hours, week: weekIn(all) },
    timezone: String(fields['timezone'] ?? ''),
  })
}

/** Saves what visitors are told and the filing number from a form. Throws `Invalid`. */
export async function savePrivacy(app: App, actor: Actor, fields: object): Promise<void> {
  const { text, url, icp } = parse(privacy, fields)
  await saveClinic(app, actor, { privacy: { text, url, version: '' }, icp })
}

/** Saves the clinic's language from a form. Throws `Invalid`. */
export async function saveRegion(app: App, actor: Actor, fields: object): Promise<void> {
  await saveClinic(app, actor, parse(region, fields))
}

/** Today in the clinic's own time zone, `YYYY-MM-DD`. */
export function todayOf({ timezone }: Clinic, now: Date): string {
  return DateTime.fromJSDate(now, { zone: timezone }).toFormat('yyyy-MM-dd')
}

function comingExceptions(clinic: Clinic, now: Date) {
  const today = todayOf(clinic, now)
  return Object.entries(clinic.hours.exceptions)
    .filter(([date]) => date >= today)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([date, intervals]) => ({ date, times: intervals.map((interval) => interval.join('–')).join(', ') }))
}
