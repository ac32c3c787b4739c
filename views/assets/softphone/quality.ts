/** What a call's statistics say at one moment: packets and seconds since it began. */
export type Sample = {
  received: number
  lost: number
  jitter: number
  roundTrip: number | undefined
  at: number
}

export type Word = 'good' | 'fair' | 'poor' | 'silent'

/** How the call is heard: milliseconds, and percent of the packets since the sample before. */
export type Quality = { word: Word; roundTrip: number | undefined; jitter: number; lost: number }

/** Above these, people notice; above those, they ask each other to say it again. */
const fair = { roundTrip: 300, jitter: 30, lost: 2 }
const poor = { roundTrip: 600, jitter: 80, lost: 6 }
/** Milliseconds without a packet. */
const silentAfter = 4000

/** Reads a report of a connection; `at` is milliseconds. Undefined while nothing was received at all. */
export function sampleOf(report: Iterable<[string, object]>, at: number): Sample | undefined {
  const entries = [...report].map(([, entry]) => entry)
  const inbound = entries.find((entry) => textOf(entry, 'type') === 'inbound-rtp')
  if (!inbound) return undefined
  const pair = entries.find(isChosenPair)
  const remote = entries.find((entry) => textOf(entry, 'type') === 'remote-inbound-rtp')
  const seconds = numberOf(pair, 'currentRoundTripTime') ?? numberOf(remote, 'roundTripTime')
  return {
    received: numberOf(inbound, 'packetsReceived') ?? 0,
    lost: numberOf(inbound, 'packetsLost') ?? 0,
    jitter: (numberOf(inbound, 'jitter') ?? 0) * 1000,
    roundTrip: seconds === undefined ? undefined : seconds * 1000,
    at,
  }
}

/**
 * Judges what happened between two samples, the worst of loss, jitter and delay giving the word; `heardAt` is when
 * anything came at all, in milliseconds like `at`.
 */
export function qualityOf(before: Sample, now: Sample, heardAt = now.at): Quality {
  const received = now.received - before.received
  const missing = Math.max(0, now.lost - before.lost)
  const lost = received + missing > 0 ? (missing / (received + missing)) * 100 : 0
  const figures = { roundTrip: now.roundTrip, jitter: now.jitter, lost }
  const isSilent = now.at - heardAt >= silentAfter
  return { ...figures, word: isSilent ? 'silent' : wordOf({ ...figures, roundTrip: now.roundTrip ?? 0 }) }
}

function wordOf(figures: typeof fair): Word {
  const isOver = (limits: typeof fair) =>
    figures.roundTrip > limits.roundTrip || figures.jitter > limits.jitter || figures.lost > limits.lost
  if (isOver(poor)) return 'poor'
  return isOver(fair) ? 'fair' : 'good'
}

function isChosenPair(entry: object): boolean {
  const isPair = textOf(entry, 'type') === 'candidate-pair' && textOf(entry, 'state') === 'succeeded'
  return isPair && 'nominated' in entry && entry.nominated === true
}

function numberOf(entry: object | undefined, key: string): number | undefined {
  const value: unknown = entry && Reflect.get(entry, key)
  return typeof value === 'number' ? value : undefined
}

function textOf(entry: object, key: string): string | undefined {
  const value: unknown = Reflect.get(entry, key)
  return typeof value === 'string' ? value : undefined
}
