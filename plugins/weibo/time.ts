/** Milliseconds of `Mon Jul 16 18:09:20 +0800 2012`, or undefined. */
export function timeOf(words: string): number | undefined {
  const [, month, day, clock, zone, year] =
    /^\w{3} (\w{3}) (\d{1,2}) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})$/.exec(words) ?? []
  const time = Date.parse(`${day} ${month} ${year} ${clock} ${zone}`)
  return Number.isNaN(time) ? undefined : time
}
