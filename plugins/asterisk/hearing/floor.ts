import type { Snapshot } from 'qiantai/plugin'

/** What has been told of the legs that are alive, so that nothing is told twice. */
export type Floor = {
  legs: Map<string, Leg>
  /** Which phones are registered. */
  phones: Map<string, boolean>
}

/**
 * `dialled` by us: its end is told with a cause of its own. `left`: it is in our hands no more. `code` is what the far end
 * said when it hung up.
 */
export type Leg = { dialled: boolean; rang: boolean; up: boolean; left?: true; code?: number }

// Who calls us has a name of the exchange's own: its clock and a count.
const incoming = /^(?:.+-)?\d+\.\d+$/

/** The floor as a snapshot shows it. */
export function floorOf({ legs, phones }: Snapshot): Floor {
  const entries = legs.map(({ leg, state }): [string, Leg] => [
    leg,
    { dialled: !incoming.test(leg), rang: state === 'ringing', up: state === 'up' },
  ])
  return { legs: new Map(entries), phones: new Map(phones.map((phone) => [phone, true])) }
}
