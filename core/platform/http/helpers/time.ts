import type Handlebars from 'handlebars'
import { DateTime, type DateTimeFormatOptions } from 'luxon'
import { html } from './markup.ts'

type Format = 'clock' | 'date' | 'relative' | 'full'

/** A moment in words of the page's language, in `<time>`: `format` is clock, date, relative or (unless told) full. */
export function timeElement(
  iso: unknown,
  format: unknown,
  locale: string,
  now: Date,
): Handlebars.SafeString | string {
  const at = DateTime.fromISO(String(iso ?? '')).setLocale(locale)
  if (!at.isValid) return ''
  const shown = isFormat(format) ? format : 'full'
  return html`<time datetime="${iso}" data-format="${shown}" title="${full(at)}"
    >${words(at, shown, now)}</time
  >`
}

function words(at: DateTime, format: Format, now: Date): string {
  if (format === 'clock') return at.toLocaleString(DateTime.TIME_24_SIMPLE)
  if (format === 'date') return at.toLocaleString(dateFormat(at, now))
  if (format === 'relative') return relative(at, DateTime.fromJSDate(now))
  return full(at)
}

/** Within a minute the clock says it better than a count of seconds. */
function relative(at: DateTime, now: DateTime): string {
  const isNow = Math.abs(at.diff(now).as('minutes')) < 1
  return (isNow ? undefined : at.toRelative({ base: now })) ?? words(at, 'clock', now.toJSDate())
}

/** The year is said only where it is not this one. */
function dateFormat(at: DateTime, now: Date): DateTimeFormatOptions {
  const year = at.year === now.getFullYear() ? {} : { year: 'numeric' as const }
  return { ...year, month: 'short', day: 'numeric' }
}

function full(at: DateTime) {
  return at.toLocaleString({ ...DateTime.DATETIME_MED, hourCycle: 'h23' })
}

function isFormat(format: unknown): format is Format {
  return format === 'clock' || format === 'date' || format === 'relative' || format === 'full'
}
