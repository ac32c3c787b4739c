import { weekdays } from '../../clinic/index.ts'
import { sourceClasses, sourceName } from '../../journey/index.ts'
import { stages } from '../../people/index.ts'
import type { Condition } from '../rule.ts'
import { languageName, type Tongue } from './words.ts'

const languages = ['zh', 'en', 'ja', 'ko', 'ru', 'th', 'vi', 'fr', 'de', 'es']

type Chip = { value: string; label: string; chosen: boolean }

/** The fields of one condition: chips to tick, words to write, or the times of a day. */
export type ConditionFields = {
  at: number
  on: Condition['on']
  chips: Chip[]
  /** Words as they are written; absent where there is nothing to write. */
  words?: string
  isTime: boolean
  isEither: boolean
  from?: string
  until?: string
}

/** How the editor draws a condition. */
export function conditionFields(tongue: Tongue, condition: Condition, at: number): ConditionFields {
  const { on } = condition
  const words = wordsOf(tongue, condition)
  return {
    at,
    on,
    chips: chipsOf(tongue, condition),
    ...(words !== undefined && { words }),
    isTime: on === 'time',
    isEither: on === 'open',
    ...(on === 'time' && { from: condition.from, until: condition.until }),
  }
}

function chipsOf({ i18n, locale, names }: Tongue, condition: Condition): Chip[] {
  const t = (key: string) => i18n.t(locale, key)
  switch (condition.on) {
    case 'source':
      return chips([...sourceClasses], condition.is, (name) => sourceName(t, name))
    case 'channel':
      return [...names.channels].map(([id, label]) => ({
        value: String(id),
        label,
        chosen: condition.is.includes(id),
      }))
    case 'kind':
      return chips(
        withOld([...names.kinds.keys()], condition.is),
        condition.is,
        (kind) => names.kinds.get(kind) ?? kind,
      )
    case 'stage':
      return chips([...stages], condition.is, (stage) => t(`people.stage.${stage}`))
    case 'language':
      return chips(withOld(languages, condition.is), condition.is, (code) => languageName(locale, code))
    case 'open':
      return chips(['open', 'closed'], [condition.is ? 'open' : 'closed'], (name) =>
        t(`reception.open.${name}`),
      )
    case 'time':
      return chips([...weekdays], condition.days, (day) => t(`hours.day.${day}`))
    default:
      return []
  }
}

function chips(all: string[], chosen: string[], labelOf: (value: string) => string): Chip[] {
  return all.map((value) => ({ value, label: labelOf(value), chosen: chosen.includes(value) }))
}

/** What was chosen once stays a choice, also where the house no longer has it. */
function withOld(known: string[], chosen: string[]): string[] {
  return [...new Set([...known, ...chosen])]
}

function wordsOf({ i18n, locale }: Tongue, condition: Condition): string | undefined {
  switch (condition.on) {
    case 'source':
      return joined(
        condition.is
          .filter((name) => !sourceClasses.some((known) => known === name))
          .map((name) => sourceName((key) => i18n.t(locale, key), name)),
      )
    case 'page':
    case 'keyword':
    case 'text':
      return joined(condition.contains)
    case 'tag':
    case 'region':
      return joined(condition.is)
    default:
      return undefined
  }
}

function joined(words: string[]): string {
  return words.join(', ')
}
