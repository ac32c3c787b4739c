import type { Interval } from '../clinic/index.ts'
import type { Settings } from '../../plugin/index.ts'
import type { Level } from './alert.ts'

/** Where alerts go. Labels: `alerts.to.<kind>`. */
export const destinationKinds = ['wecom', 'dingtalk', 'feishu', 'bark', 'ntfy', 'email', 'webhook'] as const
export type DestinationKind = (typeof destinationKinds)[number]

/** What a destination wants to hear, and how much of a customer. An empty list: all of them. */
export type Filter = {
  kinds: string[]
  levels: Level[]
  teamIds: number[]
  /** Daily hours of silence in the clinic's time; after them comes one summary. They may cross midnight. */
  silence: Interval | null
  /** What is urgent comes in hours of silence too. */
  urgentPasses: boolean
  /** Customers' names in full, and their words. */
  personal: boolean
}

export const openFilter: Filter = {
  kinds: [],
  levels: [],
  teamIds: [],
  silence: null,
  urgentPasses: true,
  personal: false,
}

/** One destination. `settings` holds nothing secret; `sealed` is for the vault. */
export type Destination = {
  id: number
  kind: DestinationKind
  name: string
  settings: Settings
  sealed: string
  filter: Filter
  enabled: boolean
}

/** Is this a kind of destination? */
export function isDestinationKind(text: string): text is DestinationKind {
  return destinationKinds.some((kind) => kind === text)
}
