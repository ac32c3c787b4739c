/** How long somebody waits, in the fewest characters: 3:24 up to an hour, then 2h, 3d in the page's language. */
export function waitingText(seconds: number, locale: string): string {
  if (seconds < 3600)
    return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
  const [value, unit] = seconds < 86_400 ? [seconds / 3600, 'hour'] : [seconds / 86_400, 'day']
  const format = { style: 'unit', unit: String(unit), unitDisplay: 'short' } as const
  return new Intl.NumberFormat(locale, format).format(Math.floor(Number(value)))
}

type Level = 'rest' | 'fresh' | 'warm' | 'hot'

/** Up to a minute is fresh, up to five is warm, then hot. */
export function waitingLevel(seconds: number): Level {
  return seconds < 60 ? 'fresh' : seconds < 300 ? 'warm' : 'hot'
}

/**
 * How long is left (−0:45) or over (+1:20) of a time limit, as warm as it is close; what rests for more than an hour, as
 * over night, says by when (09:02). Moments: ISO 8601, `now` in milliseconds.
 */
export function limitOf(
  now: number,
  { warn, due }: { warn: string; due: string },
  locale: string,
  timeZone: string,
): { text: string; level: Level } {
  const left = (Date.parse(due) - now) / 1000
  const when = left < 86_400 ? clockText : dayShort
  if (left > 3600) return { text: when(new Date(due), locale, timeZone), level: 'rest' }
  const text = (left > 0 ? '−' : '+') + waitingText(Math.abs(left), locale)
  const level: Level = left <= 0 ? 'hot' : now >= Date.parse(warn) ? 'warm' : 'fresh'
  return { text, level }
}

/** Today by the clock, this week by the day, else by the date; all of them the clinic's (`timeZone`). */
export function shortTime(at: Date, now: Date, locale: string, timeZone: string): string {
  const days = daysBetween(dayOf(at, timeZone), dayOf(now, timeZone))
  if (days < 1) return clockText(at, locale, timeZone)
  if (days < 2) return dayName(-1, locale)
  if (days < 7) return dayShort(at, locale, timeZone)
  return at.toLocaleDateString(locale, { timeZone, month: 'numeric', day: 'numeric' })
}

function dayShort(at: Date, locale: string, timeZone: string): string {
  return at.toLocaleDateString(locale, { timeZone, weekday: 'short' })
}

/** 08:05, by the clinic's clock. */
export function clockText(at: Date, locale: string, timeZone: string): string {
  return at.toLocaleTimeString(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** Today and yesterday by name, else the date. `day` is YYYY-MM-DD. */
export function dayText(day: string, now: Date, locale: string, timeZone: string): string {
  const today = dayOf(now, timeZone)
  const days = daysBetween(day, today)
  if (days === 0 || days === 1) return dayName(-days, locale)
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' as const }
  const format = { ...year, month: 'long', day: 'numeric', weekday: 'long', timeZone: 'UTC' } as const
  return new Date(day).toLocaleDateString(locale, format)
}

/** YYYY-MM-DD of a moment; Sweden writes it so. */
function dayOf(at: Date, timeZone: string): string {
  return at.toLocaleDateString('sv-SE', { timeZone })
}

function daysBetween(one: string, other: string): number {
  return Math.round((Date.parse(other) - Date.parse(one)) / 86_400_000)
}

function dayName(days: number, locale: string): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
