import { contains, plain } from '../../platform/wording.ts'
import type { Weekday } from '../clinic/index.ts'
import type { Condition, Rule, Visitor } from './rule.ts'

/**
 * What a rule may ask of the clock: of the clinic's own time, `HH:mm`. `byChannel`: whether accounts are open that have
 * hours of their own.
 */
export type Moment = { open: boolean; byChannel: Map<number, boolean>; day: Weekday; time: string }

/** The first rule that fits, of those that are switched on. */
export function firstFit(rules: Rule[], visitor: Visitor, moment: Moment): Rule | undefined {
  return rules.find((rule) => rule.enabled && fits(rule, visitor, moment))
}

/** Are all conditions of a rule met? Without a condition it fits everybody. */
export function fits({ conditions }: Pick<Rule, 'conditions'>, visitor: Visitor, moment: Moment): boolean {
  return conditions.every((condition) => isMet(condition, visitor, moment))
}

function isMet(condition: Condition, visitor: Visitor, moment: Moment): boolean {
  switch (condition.on) {
    case 'source':
      return condition.is.some((name) => isAmong(visitor.sources, name))
    case 'page':
    case 'keyword':
    case 'text':
      return condition.contains.some((word) => contains(visitor[condition.on], word))
    case 'channel':
      return condition.is.includes(visitor.channelId)
    case 'language':
      return condition.is.some((language) => speaks(visitor.language, language))
    case 'tag':
      return condition.is.some((tag) => isAmong(visitor.tags, tag))
    case 'region':
      return condition.is.some((name) => contains(visitor.region, name))
    case 'kind':
    case 'stage':
      return isAmong(condition.is, visitor[condition.on])
    case 'open':
      return condition.is === (moment.byChannel.get(visitor.channelId) ?? moment.open)
    case 'time':
      return isDuring(condition, moment)
  }
}

function isAmong(all: string[], one: string): boolean {
  return all.some((each) => plain(each) === plain(one))
}

/** `zh` is spoken by whoever speaks `zh-CN`. */
function speaks(language: string, wanted: string): boolean {
  return plain(language) === plain(wanted) || plain(language).startsWith(`${plain(wanted)}-`)
}

/** From evening until morning goes over midnight, and belongs to the day on which it began. */
function isDuring({ days, from, until }: Condition & { on: 'time' }, { day, time }: Moment): boolean {
  if (from <= until) return days.includes(day) && from <= time && time < until
  if (time >= from) return days.includes(day)
  return time < until && days.includes(before[day])
}

const before: Record<Weekday, Weekday> = {
  mon: 'sun',
  tue: 'mon',
  wed: 'tue',
  thu: 'wed',
  fri: 'thu',
  sat: 'fri',
  sun: 'sat',
}
