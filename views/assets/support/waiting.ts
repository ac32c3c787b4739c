/** How long somebody waits, in the fewest characters: 3:24 up to an hour, then 2h, 3d in the page's language. */
export function waitingText(seconds: number, locale: string): string {
  if (seconds < 3600)
    return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
  const [value, unit] = seconds < 86_400 ? [seconds / 3600, 'hour'] : [seconds / 86_400, 'day']
  const format = { style: 'unit', unit: String(unit), unitDisplay: 'short' } as const
  return new Intl.NumberFormat(locale, format).format(Math.floor(Number(value)))
}

/** Up to a minute is fresh, up to five is warm, then hot. */
export function waitingLevel(seconds: number): 'fresh' | 'warm' | 'hot' {
  return seconds < 60 ? 'fresh' : seconds < 300 ? 'warm' : 'hot'
}

/** Today by the clock, this week by the day, else by the date. */
export function shortTime(at: Date, now: Date, locale: string): string {
  const days = (startOfDay(now) - startOfDay(at)) / 86_400_000
  if (days < 1) return at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  if (days < 2) return capital(new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-1, 'day'))
  if (days < 7) return at.toLocaleDateString(locale, { weekday: 'short' })
  return at.toLocaleDateString(locale, { month: 'numeric', day: 'numeric' })
}

/** Today and yesterday by name, else the date. `day` is YYYY-MM-DD. */
export function dayText(day: string, now: Date, locale: string): string {
  const date = new Date(`${day}T00:00:00`)
  const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000)
  if (days === 0 || days === 1)
    return capital(new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day'))
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const }
  return date.toLocaleDateString(locale, { ...year, month: 'long', day: 'numeric', weekday: 'long' })
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
