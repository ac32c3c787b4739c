import { IANAZone } from 'luxon'

/** Time zones to choose from; the one in use is among them, whatever it is. */
export function timezones(current: string): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return known.includes(current) ? known : [current, ...known]
}

/** Is this the name of a time zone? */
export function isTimezone(name: string): boolean {
  return IANAZone.isValidZone(name)
}
