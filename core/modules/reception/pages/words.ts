import type { I18n } from '../../../platform/i18n/index.ts'
import { type Weekday, weekdays } from '../../clinic/index.ts'
import { sourceName } from '../../journey/index.ts'
import type { Condition, Rule, Target } from '../rule.ts'

/** What things are called whose ids are in rules; what is gone is absent. */
export type Names = {
  channels: Map<number, string>
  kinds: Map<string, string>
  teams: Map<number, string>
  agents: Map<number, string>
}

/** In which language, and with which names. */
export type Tongue = { i18n: I18n; locale: string; names: Names }

/** A rule as a sentence: `when` it holds, and to what it `leads`. `gone`: it leads to somebody who is not there. */
export type RuleWords = { when: string; leads: string; gone: boolean }

/** A rule in words. */
export function ruleWords(
  tongue: Tongue,
  { conditions, target }: Pick<Rule, 'conditions' | 'target'>,
): RuleWords {
  const clauses = conditions.map((condition) => conditionWords(tongue, condition))
  const when = clauses.length
    ? say(tongue, 'reception.when.customers', { clauses: clauses.join(say(tongue, 'reception.when.and')) })
    : say(tongue, 'reception.when.everybody')
  return { when, ...targetWords(tongue, target) }
}

/** One condition as a clause about customers. */
function conditionWords(tongue: Tongue, condition: Condition): string {
  if (condition.on === 'open') return say(tongue, `reception.when.${condition.is ? 'open' : 'closed'}`)
  if (condition.on === 'time') return say(tongue, 'reception.when.time', timeWords(tongue, condition))
  return say(tongue, `reception.when.${condition.on}`, { values: oneOf(tongue, valuesIn(tongue, condition)) })
}

/** Days in a row are told by the first and the last. */
export function dayWords(tongue: Tongue, days: Weekday[]): string {
  const sorted = weekdays.filter((day) => days.includes(day))
  if (sorted.length === weekdays.length) return say(tongue, 'reception.when.daily')
  const [first, last] = [sorted[0], sorted.at(-1)]
  const isRow = last && weekdays.indexOf(last) - weekdays.indexOf(sorted[0] ?? last) === sorted.length - 1
  if (!isRow || sorted.length < 3)
    return sorted.map((day) => say(tongue, `hours.day.${day}`)).join(comma(tongue))
  return say(tongue, 'hours.span', {
    from: say(tongue, `hours.day.${first}`),
    to: say(tongue, `hours.day.${last}`),
  })
}

function targetWords(tongue: Tongue, target: Target): Omit<RuleWords, 'when'> {
  const { agents, teams } = tongue.names
  if (target.to === 'bot') return { leads: say(tongue, 'reception.then.bot'), gone: false }
  if (target.to === 'message')
    return { leads: say(tongue, 'reception.then.message', { text: target.text }), gone: false }
  const name = target.to === 'agent' ? agents.get(target.agentId) : teams.get(target.teamId)
  return name === undefined
    ? { leads: say(tongue, `reception.then.no-${target.to}`), gone: true }
    : { leads: say(tongue, `reception.then.${target.to}`, { name }), gone: false }
}

type Listed = Exclude<Condition, { on: 'open' } | { on: 'time' }>

function valuesIn(tongue: Tongue, condition: Listed): string[] {
  const { i18n, locale, names } = tongue
  switch (condition.on) {
    case 'source':
      return condition.is.map((name) => sourceName((key) => i18n.t(locale, key), name))
    case 'channel':
      return condition.is.map((id) => names.channels.get(id) ?? say(tongue, 'reception.when.no-channel'))
    case 'kind':
      return condition.is.map((kind) => names.kinds.get(kind) ?? kind)
    case 'language':
      return condition.is.map((code) => languageName(locale, code))
    case 'stage':
      return condition.is.map((stage) => say(tongue, `people.stage.${stage}`))
    case 'region':
      return condition.is
    default:
      return wordsIn(condition).map((word) => say(tongue, 'reception.when.quoted', { word }))
  }
}

function wordsIn(condition: Listed & { on: 'page' | 'keyword' | 'text' | 'tag' }): string[] {
  return condition.on === 'tag' ? condition.is : condition.contains
}

/** What a language is called; a code that is none is shown as it is. */
export function languageName(locale: string, code: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}

function timeWords(tongue: Tongue, { days, from, until }: Condition & { on: 'time' }) {
  return { days: dayWords(tongue, days), from, until }
}

function oneOf({ locale }: Tongue, values: string[]): string {
  return new Intl.ListFormat(locale, { type: 'disjunction' }).format(values)
}

function comma({ locale }: Tongue): string {
  return locale === 'zh-CN' ? '、' : ', '
}

/** A text of ours in that language. */
export function say({ i18n, locale }: Tongue, key: string, values?: object): string {
  return i18n.t(locale, key, values)
}
