import { type Line, stateAt } from '../../lines/index.ts'

/** How a line is used: outgoing calls that go on now, and those of the last day. */
export type Use = { now: number; today: number }

/** What is wanted of a line: `area` is the area code of who is called, '' where it is not known. */
export type Wanted = { area: string; lineId?: number; channelId?: number }

/**
 * The lines that may be shown, the best first: one of the customer's own city, one that is preferred, the one that is
 * used least. A line that cools, was flagged or is off is never among them.
 */
export function usable(lines: Line[], wanted: Wanted, at: string): Line[] {
  return lines.filter(
    (line) =>
      line.outgoing &&
      !line.deleted &&
      stateAt(line, at) === 'active' &&
      (wanted.lineId === undefined || line.id === wanted.lineId) &&
      (wanted.channelId === undefined || line.channelId === wanted.channelId),
  )
}

/** The line to show of those that have a call free; undefined where all are busy. */
export function chooseLine(lines: Line[], { area }: Wanted, use: (line: Line) => Use): Line | undefined {
  const cost = (line: Line) => [
    Number(area === '' || line.area !== area),
    Number(!line.preferred),
    use(line).today,
    line.id,
  ]
  return lines
    .filter((line) => use(line).now < line.most)
    .toSorted((one, other) => compare(cost(one), cost(other)))[0]
}

function compare(one: number[], other: number[]): number {
  const at = one.findIndex((value, index) => value !== other[index])
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0)
}
