import { Invalid, type Fault } from '../../errors.ts'
import type { HolidayHours, Hours, Interval } from './hours.ts'
import {
  copiedToAll,
  type DayView,
  type Faults,
  type HoursFields,
  intervalsIn,
  rowsOf,
  weekIn,
  weekView,
} from './hours-form.ts'

export const holidayChoices = ['closed', 'sunday', 'usual', 'own'] as const
type Choice = (typeof holidayChoices)[number]

/** What is kept on holidays as the form draws it; `''` is as the clinic. */
export type HolidaysView = {
  choices: { choice: string; chosen: boolean }[]
  rows: DayView['rows']
  fault?: string
}

/** What `partials/hours-fields` draws as `hours`. */
export type OwnHoursView = { own: boolean; week: DayView[]; holidays: HolidaysView }

/**
 * The hours of a group or channel that a form says, null where it keeps the clinic's (`hours.own` is not ticked). `copy`
 * names a day whose times every day gets; dates that were said of it before stay. Throws `Invalid`, see `weekIn`.
 */
export function ownHoursIn(fields: HoursFields, before: Hours | null): Hours | null {
  if (!fields['hours.own']) return null
  const all = fields['copy'] ? copiedToAll(fields, String(fields['copy'])) : fields
  const week = weekIn(all)
  const holidays = holidaysIn(fields)
  return { week, exceptions: before?.exceptions ?? {}, ...(holidays && { holidays }) }
}

/** The fields of a group's or channel's hours: from what was typed, else from what is stored, else from the clinic's. */
export function ownHoursView(
  own: Hours | null,
  clinic: Hours,
  { values, faults }: { values?: HoursFields; faults?: Faults } = {},
): OwnHoursView {
  const typed = values && 'hours.own' in values ? values : undefined
  return {
    own: Boolean(typed ?? own),
    week: weekView((own ?? clinic).week, typed, faults),
    holidays: holidaysView(own?.holidays, ['', ...holidayChoices], typed, faults),
  }
}

/** What a form says of holidays; undefined: as the clinic. Throws `Invalid` on `hours.holiday` for times that are none. */
export function holidaysIn(fields: HoursFields): HolidayHours | undefined {
  const choice = choiceOf(fields['holidays'])
  if (choice !== 'own') return choice
  const faults: Fault[] = []
  const intervals = intervalsIn({ ...fields, 'open.holiday': true }, 'holiday', faults)
  if (faults.length > 0) throw new Invalid(faults)
  return intervals
}

/** The choices for holidays, one of them chosen, and the times of one's own. */
export function holidaysView(
  stored: HolidayHours | undefined,
  choices: readonly string[],
  typed?: HoursFields,
  faults: Faults = {},
): HolidaysView {
  const intervals: Interval[] = Array.isArray(stored) ? stored : []
  const chosen = typed ? choiceOf(typed['holidays']) : Array.isArray(stored) ? 'own' : stored
  return {
    choices: choices.map((choice) => ({ choice, chosen: choice === (chosen ?? '') })),
    rows: rowsOf(intervals, 'holiday', typed),
    fault: faults['hours.holiday'],
  }
}

function choiceOf(value: unknown): Choice | undefined {
  return holidayChoices.find((choice) => choice === value)
}
