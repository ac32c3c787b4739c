/** The day of a message for its separator: today and yesterday by name, this year without the year. */
export function dayLabel(
  at: string,
  locale: string,
  now: Date,
  names: { today: string; yesterday: string },
): string {
  const day = new Date(at)
  if (dayOf(day) === dayOf(now)) return names.today
  if (dayOf(day) === dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)))
    return names.yesterday
  const year = day.getFullYear() === now.getFullYear() ? undefined : 'numeric'
  return new Intl.DateTimeFormat(locale, { year, month: 'long', day: 'numeric', weekday: 'short' }).format(
    day,
  )
}

/** 14:05, in the visitor's own zone. */
export function clockLabel(at: string): string {
  const time = new Date(at)
  return `${two(time.getHours())}:${two(time.getMinutes())}`
}

/** 65 → 1:05 */
export function lengthLabel(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  return `${Math.floor(whole / 60)}:${two(whole % 60)}`
}

/** 2_400_000 → 2.3 MB */
export function sizeLabel(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** A key that is the same for two times on one local day. */
export function dayOf(day: Date): string {
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number)
}
