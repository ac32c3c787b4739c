import type { Came } from '../store/day.ts'

/** Half an hour of a day: how many came, and what became of them; `usual` is the mean of the same half hour on other days. */
export type Slot = { minute: number; arrived: number; answered: number; abandoned: number; usual: number }

export const slotMinutes = 30
const shownFrom = 8 * 60
const shownUntil = 20 * 60
/** The axis names every second hour, and begins and ends with one. */
export const labelMinutes = 120
const width = 960
const height = 160

/**
 * The half hours of a day, from 8 to 20 at least and as long as something happened. `days`: on how many those of `before`
 * came; `minuteOf`: of the day, by the clinic's clock.
 */
export function slotsOf(
  today: Came[],
  before: Came[],
  { days, minuteOf }: { days: number; minuteOf: (at: string) => number },
): Slot[] {
  const slotOf = ({ at }: Came) => Math.floor(minuteOf(at) / slotMinutes) * slotMinutes
  const [now, past] = [Map.groupBy(today, slotOf), Map.groupBy(before, slotOf)]
  const minutes = [...now.keys(), ...past.keys()]
  const first = Math.floor(Math.min(shownFrom, ...minutes) / labelMinutes) * labelMinutes
  const end =
    Math.ceil(Math.max(shownUntil, ...minutes.map((minute) => minute + slotMinutes)) / labelMinutes) *
    labelMinutes
  const count = (end - first) / slotMinutes
  return Array.from({ length: count }, (_, index) => {
    const minute = first + index * slotMinutes
    const here = now.get(minute) ?? []
    const usual = sum(past.get(minute) ?? [], 'arrived') / Math.max(1, days)
    return {
      minute,
      arrived: sum(here, 'arrived'),
      answered: sum(here, 'answered'),
      abandoned: sum(here, 'abandoned'),
      usual: Math.round(usual * 10) / 10,
    }
  })
}

/** Lines through the slots, as paths of an SVG of `width` × `height`; those of today end at `until`, a minute of the day. */
export function curveOf(slots: Slot[], until: number) {
  const top = topOf(Math.max(...slots.flatMap(({ arrived, usual }) => [arrived, usual])))
  const step = width / Math.max(1, slots.length)
  const x = (index: number) => round((index + 0.5) * step)
  const y = (value: number) => round(height - (value / top) * height)
  const lived = slots.filter(({ minute }) => minute <= until)
  const line = (name: 'arrived' | 'answered' | 'abandoned') =>
    path(lived.map((slot, i) => [x(i), y(slot[name])]))
  const answered = line('answered')
  return {
    width,
    height,
    top,
    arrived: line('arrived'),
    area: lived.length > 0 ? `${answered}L${x(lived.length - 1)} ${height}L${x(0)} ${height}Z` : '',
    answered,
    abandoned: line('abandoned'),
    known: slots.some(({ usual }) => usual > 0),
    usual: path(slots.map((slot, i) => [x(i), y(slot.usual)])),
    bands: slots.map((_, i) => ({ x: round(i * step), width: round(step) })),
  }
}

function path(points: number[][]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')
}

/** A round number that nothing is higher than. */
function topOf(most: number): number {
  const scale = 10 ** Math.floor(Math.log10(Math.max(most, 1)))
  return Math.max(
    4,
    [1, 2, 3, 4, 5, 6, 8, 10].map((each) => each * scale).find((each) => each >= most) ?? most,
  )
}

function sum(rows: Came[], name: 'arrived' | 'answered' | 'abandoned'): number {
  return rows.reduce((all, row) => all + row[name], 0)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
