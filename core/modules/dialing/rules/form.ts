import joi from 'joi'
import { type Fault, Invalid } from '../../../errors.ts'
import { parse } from '../../../platform/http/index.ts'
import type { Interval } from '../../clinic/index.ts'
import { isArea } from '../../lines/index.ts'
import { hard, type Policy } from './policy.ts'
import { isRegion, regions, type Region } from './region.ts'

type Fields = Record<string, unknown>

const whole = (min: number, max: number) => joi.number().integer().min(min).max(max).required()
const caps = joi.object<Pick<Policy, 'perDay' | 'perWeek' | 'contactMinutes' | 'perAgent'>>({
  perDay: whole(1, hard.perDay),
  perWeek: whole(1, hard.perDay * 7),
  contactMinutes: whole(0, 24 * 60),
  perAgent: whole(0, 2000),
})
const health = joi.object<Policy['health']>({
  on: joi.boolean().truthy('on').default(false),
  answered: whole(1, 99),
  short: whole(1, 99),
  shortSeconds: whole(1, 60),
  calls: whole(5, 1000),
  rest: whole(1, 24 * 30),
})

/** The sections of the page, and what each of their forms says. They throw Invalid that names the fields. */
export const sections: Record<string, (fields: Fields) => Partial<Policy>> = {
  hours: (fields) => ({ hours: hoursIn(fields) }),
  caps: (fields) => parse(caps, fields),
  regions: (fields) => regionsIn(fields),
  health: (fields) => ({ health: parse(health, fields) }),
}

/** At least one interval, in order, within what carriers allow. */
function hoursIn({ from, until }: Fields): Interval[] {
  const [froms, untils] = [texts(from), texts(until)]
  const spans = froms.map((start, at): Interval => [start, untils[at] ?? '']).filter(([a, b]) => a || b)
  const fault = spans.length === 0 ? 'clinic.fault.empty' : faultIn(spans)
  if (fault) throw new Invalid([{ field: 'hours', message: fault }])
  return spans
}

function faultIn(spans: Interval[]): string | undefined {
  const times = spans.flat()
  if (!times.every((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time))) return 'clinic.fault.time'
  if (!times.every((time, at) => at === 0 || (times[at - 1] ?? '') < time)) return 'clinic.fault.order'
  const [least, most] = hard.span
  return (times[0] ?? '') < least || (times.at(-1) ?? '') > most ? 'dialing.fault.hours' : undefined
}

function regionsIn(fields: Fields): Pick<Policy, 'regions' | 'areas'> {
  const wanted = texts(fields['regions']).filter((text): text is Region => isRegion(text))
  const areas = [
    ...new Set(texts(fields['areas']).flatMap((text) => text.split(/[\s,，、;；]+/).filter(Boolean))),
  ]
  const faults: Fault[] = areas
    .filter((area) => !isArea(area))
    .map(() => ({ field: 'areas', message: 'dialing.fault.area' }))
  if (faults.length > 0) throw new Invalid(faults)
  return { regions: regions.filter((region) => wanted.includes(region)), areas }
}

function texts(value: unknown): string[] {
  return [value ?? []].flat().map((text) => (typeof text === 'string' ? text.trim() : ''))
}
