import { getCountries } from 'libphonenumber-js/max'
import type { App } from '../../module.ts'
import type { Typed } from '../../platform/http/index.ts'
import { faultWords, wordsOf } from '../../platform/i18n/index.ts'
import { listLines, stateAt } from '../lines/index.ts'
import { healthOf } from './cooling.ts'
import { ailmentOf, ratesOf } from './rules/health.ts'
import { hard, type Policy } from './rules/policy.ts'
import { regions } from './rules/region.ts'
import { policyOf } from './settings.ts'

const hourRows = 3

/** The rules with their limits, and how the lines do; with what was typed where a form was wrong. */
export async function rulesPage(app: App, locale: string, { values = {}, faults = {} }: Partial<Typed> = {}) {
  const policy = await policyOf(app.db)
  return {
    tab: 'rules',
    policy: { ...policy, ...values },
    hard: { ...hard, hours: hard.hours.map((span) => span.join('–')).join(', ') },
    hours: hoursView(policy, values),
    areas: values['areas'] ?? policy.areas.join(' '),
    regions: regions.map((region) => ({ region, isKept: policy.regions.includes(region) })),
    ...countriesView(policy, locale),
    health: { ...policy.health, ...('shortSeconds' in values && values) },
    lines: await linesView(app, locale, policy),
    errors: faultWords(app, locale, faults),
  }
}

function hoursView({ hours }: Policy, values: Typed['values']) {
  const typed = (name: string) => [values[name] ?? []].flat().map(String)
  const spans = 'from' in values ? typed('from').map((from, at) => [from, typed('until')[at] ?? '']) : hours
  return Array.from({ length: Math.max(hourRows, spans.length) }, (_, at) => {
    const [from = '', until = ''] = spans[at] ?? []
    return { from, until }
  })
}

function countriesView({ countries }: Policy, locale: string) {
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  const named = (code: string) => ({ code, name: names.of(code) ?? code })
  const others = getCountries().filter((code) => !countries.includes(code))
  return {
    countries: countries.map((code) => ({ ...named(code), isHome: code === 'CN' })),
    others: others.map(named).toSorted((one, other) => one.name.localeCompare(other.name, locale)),
  }
}

async function linesView(app: App, locale: string, { health }: Policy) {
  const now = app.clock().toISOString()
  const lines = (await listLines(app.db)).filter(({ outgoing }) => outgoing)
  return Promise.all(
    lines.map(async (line) => {
      const numbers = await healthOf(app.db, line, health, now)
      const state = stateAt(line, now)
      return {
        name: line.name,
        number: line.number,
        state,
        calls: numbers.calls,
        ...ratesOf(numbers),
        ails: ailmentOf(numbers, health),
        ...(state === 'cooling' && { until: line.until, reason: wordsOf(app, locale, line.reason) }),
      }
    }),
  )
}
