import type { Failure } from 'qiantai/plugin'

/**
 * What is done about an error of the platform. `retry`: again in the host's own time; `pause`: in a minute; `tomorrow`:
 * when the day's calls count anew; `renew`: with a new token; `mend`: an admin must; `upload`: hand the file over again;
 * `simplify`: as text; `close`: the customer may not be answered now; `leave`: they do not follow any more; `drop`: give up.
 */
export type Remedy =
  'retry' | 'pause' | 'tomorrow' | 'renew' | 'mend' | 'upload' | 'simplify' | 'close' | 'leave' | 'drop'

/** Codes → what to do, and why in words of ours (`wechat:reason.…`); without, those of the platform are shown. */
export type Remedies = Record<string, { remedy: Remedy; reason?: string }>

/** Makes a table of rows `[codes, remedy, reason]`; codes as `'40001 42001'`, or `'40004-40006'`. */
export function remediesOf(...rows: [string, Remedy, string?][]): Remedies {
  return Object.fromEntries(
    rows.flatMap(([codes, remedy, reason]) =>
      codesIn(codes).map((code) => [code, { remedy, ...(reason && { reason: `wechat:reason.${reason}` }) }]),
    ),
  )
}

/** What the host is told. `now` in milliseconds. */
export function failureOf(remedy: Remedy, now: number): Failure {
  switch (remedy) {
    case 'retry':
    case 'renew':
      return {}
    case 'pause':
      return { retryAfter: 60 }
    case 'tomorrow':
      return { retryAfter: secondsToMidnight(now) }
    case 'mend':
      return { account: 'refused' }
    case 'close':
    case 'leave':
      return { permanent: true, window: 'closed' }
    default:
      return { permanent: true }
  }
}

/** Until the day ends in Beijing, where calls are counted. */
export function secondsToMidnight(now: number): number {
  const day = 86_400
  return day - (Math.floor(now / 1000 + 8 * 3600) % day)
}

function codesIn(codes: string): string[] {
  return codes.split(' ').flatMap((part) => {
    const [first = part, last] = part.split(/(?<=\d)-/)
    if (last === undefined) return [first]
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, step) => String(Number(first) + step))
  })
}
