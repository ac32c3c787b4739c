import type { Hours } from '../clinic/index.ts'

/** How the one who gets a conversation is chosen among those who may. */
export const methods = ['least-busy', 'longest-idle', 'weighted'] as const
export type Method = (typeof methods)[number]

/** Whom a customer meets before any rule is asked, in this order. */
export const acquaintances = ['holder', 'owner', 'last'] as const
export type Acquaintance = (typeof acquaintances)[number]

/** How the clinic hands out conversations. Seconds; 0 switches a time off. */
export type ReceptionSettings = {
  /** `manual`: everybody sees the queue and takes; `automatic`: the house gives. */
  mode: 'manual' | 'automatic'
  method: Method
  acquaintances: Acquaintance[]
  /** How much an agent can have at once, in weights. */
  capacity: number
  /** What a conversation weighs by the kind of its channel (`site`, `official`…); 1 unless told. A call fills whoever takes it. */
  weights: Record<string, number>
  /** What an agent had goes to somebody else when their screen has been gone this long. */
  grace: number
  /** What an agent was given and has not answered goes to somebody else. */
  answerWithin: number
  /** A transfer that nobody accepts comes back. */
  acceptWithin: number
  /** Whoever leaves while they wait keeps their place this long. */
  keepPlace: number
  /** Who begins to wait at this place or behind it is told so once, over channels that show no place; 0: nobody is. */
  tellPlace: number
  /** Whoever writes one of these to staff is abusive; they are found as the words of rules are. */
  abuse: string[]
}

/** What differs for one skill group (a team). Seconds. */
export type GroupSettings = {
  /** The clinic's unless told. */
  hours: Hours | null
  method: Method | null
  overflow: { after: number; teamId: number } | null
  /** At most this many wait; null: any number. Who comes then hears `full`. */
  most: number | null
}

/** What differs for one account of a channel. */
export type ChannelSettings = {
  hours: Hours | null
  /** Who gets what no rule gives to anybody. */
  teamId: number | null
}

/** What differs for one agent: how much they can have, and their share where conversations are given by weight. */
export type AgentSettings = { capacity: number | null; share: number }

export const receptionDefaults: ReceptionSettings = {
  mode: 'manual',
  method: 'least-busy',
  acquaintances: ['holder', 'owner', 'last'],
  capacity: 8,
  weights: {},
  grace: 120,
  answerWithin: 0,
  acceptWithin: 60,
  keepPlace: 600,
  tellPlace: 0,
  abuse: [],
}

export const groupDefaults: GroupSettings = { hours: null, method: null, overflow: null, most: null }
export const channelDefaults: ChannelSettings = { hours: null, teamId: null }
export const agentDefaults: AgentSettings = { capacity: null, share: 1 }
