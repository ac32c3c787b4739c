import { DateTime } from 'luxon'
import type { App, Viewer } from '../../../module.ts'
import { can } from '../../agents/index.ts'
import type { Span } from '../../clinic/index.ts'
import { callsCame, conversationsCame } from '../store/day.ts'
import { curveOf, labelMinutes, type Slot, slotMinutes, slotsOf } from './curve.ts'
import { daySpan, daysLike, peakOf } from './usual.ts'

/**
 * Who came today by half hours, with the mean of like days of the last four weeks, of which there are `days`; `change` is
 * today against that until now, `peak` the hour in which most used to come: neither is there where nobody used to come.
 */
export async function dayPage(app: App, viewer: Viewer) {
  const now = DateTime.fromJSDate(app.clock())
  const past = await daysLike(app, now)
  const [today, before] = [await came(app, viewer, [daySpan(now)]), await came(app, viewer, past)]
  const slots = slotsOf(today, before, { days: past.length, minuteOf })
  const until = now.hour * 60 + now.minute
  const curve = curveOf(slots, until)
  const total = totalOf(slots)
  const usual = usualUntil(slots, until)
  const peak = peakOf(slots)
  return {
    ...total,
    ...(usual > 0 && { change: changeOf(total.arrived / usual) }),
    ...(peak && { peak: { from: clock(peak.from), until: clock(peak.until), count: peak.count } }),
    days: past.length,
    curve,
    slots: slots.map((slot, index) => ({ ...slot, ...boundsOf(now, slot), ...curve.bands[index] })),
    hours: slots.filter(({ minute }) => minute % labelMinutes === 0).map(({ minute }) => clock(minute)),
  }
}

async function came(app: App, viewer: Viewer, spans: Span[]) {
  if (spans.length === 0) return []
  const calls = can(viewer, 'calls.supervise') ? await callsCame(app.db, viewer, spans) : []
  return [...(await conversationsCame(app.db, viewer, spans)), ...calls]
}

/** `2026-01-15T04:3` of UTC is a minute of the clinic's day. */
function minuteOf(at: string): number {
  const local = DateTime.fromISO(`${at}0:00Z`)
  return local.hour * 60 + local.minute
}

function boundsOf(now: DateTime, { minute }: Slot) {
  const from = now.startOf('day').plus({ minutes: minute })
  const moment = (at: DateTime) => at.toUTC().toISO() ?? ''
  return { label: clock(minute), from: moment(from), to: moment(from.plus({ minutes: slotMinutes })) }
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function changeOf(ratio: number) {
  const percent = Math.round((ratio - 1) * 100)
  return { label: percent < 0 ? 'board.day.less' : 'board.day.more', percent: Math.abs(percent) }
}

function totalOf(slots: Slot[]) {
  const sum = (name: 'arrived' | 'answered' | 'abandoned') => slots.reduce((all, slot) => all + slot[name], 0)
  return { arrived: sum('arrived'), answered: sum('answered'), abandoned: sum('abandoned') }
}

function usualUntil(slots: Slot[], until: number): number {
  return slots.filter(({ minute }) => minute <= until).reduce((all, { usual }) => all + usual, 0)
}
