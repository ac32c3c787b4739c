import type { PastCall } from '../../calls/index.ts'
import type { Random } from '../random.ts'

const perSecond = 50

/** How both ends of a talk of so many seconds were heard: mostly well, now and then over a bad line. */
export function heardOn(random: Random, talk: number): PastCall['quality'] {
  const packets = talk * perSecond
  const isBad = random.between(1, 24) === 1
  const customer = isBad ? bad(random) : good(random)
  return {
    customer: { codec: 'alaw', ...customer, ...through(random, packets, customer.lost) },
    agent: { codec: 'ulaw', ...good(random), ...through(random, packets, 0) },
  }
}

function good(random: Random) {
  return tenths(random, { jitter: [12, 118], lost: [0, 6], roundTrip: [180, 620] })
}

function bad(random: Random) {
  return tenths(random, { jitter: [340, 820], lost: [14, 62], roundTrip: [1200, 3600] })
}

type Ranges = Record<'jitter' | 'lost' | 'roundTrip', [number, number]>

function tenths(random: Random, { jitter, lost, roundTrip }: Ranges) {
  const within = ([low, high]: [number, number]) => random.between(low, high) / 10
  return { jitter: within(jitter), lost: within(lost), roundTrip: within(roundTrip) }
}

function through(random: Random, packets: number, lost: number) {
  return { received: Math.round(packets * (1 - lost / 100)), sent: packets + random.between(0, 9) }
}
