import type { Quality } from 'qiantai/plugin'
import type { Line } from '../account.ts'
import { at, reads } from '../ari/ask.ts'
import { count, dict, text } from '../json.ts'

/** From the reports of both sides: jitter of what comes, loss of what comes or, where that is more, of what we send. */
export async function quality(line: Line, leg: string): Promise<Quality | undefined> {
  const [statistics, format] = await Promise.all([
    reads(line, at`channels/${leg}/rtp_statistics`),
    reads(line, at`channels/${leg}/variable`, { variable: 'CHANNEL(audionativeformat)' }),
  ])
  if (statistics === undefined) return undefined
  const said = dict(statistics)
  const codec = text(dict(format), 'value').replace(/^\((.*)\)$/, '$1')
  const roundTrip = milliseconds(count(said, 'rtt'))
  return {
    ...(codec && { codec }),
    ...(roundTrip > 0 && { roundTrip }),
    jitter: milliseconds(count(said, 'rxjitter')),
    lost: Math.max(
      share(count(said, 'rxploss'), count(said, 'rxcount')),
      share(count(said, 'txploss'), count(said, 'txcount')),
    ),
    received: count(said, 'rxcount'),
    sent: count(said, 'txcount'),
  }
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 10_000) / 10
}

/** Percent of all that should have come. */
function share(lost: number, came: number): number {
  return lost > 0 ? Math.round((lost / (lost + came)) * 1000) / 10 : 0
}
