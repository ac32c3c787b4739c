import type { ChannelBrief } from '../channels/index.ts'
import { type ContactKind, masked } from './contact.ts'

/** How far a person has come, in order. Labels: `people.stage.<stage>`. */
export const stages = ['visitor', 'lead', 'booked', 'arrived', 'customer', 'lost'] as const
export type Stage = (typeof stages)[number]

export type Proof = 'none' | 'claimed' | 'channel' | 'verified'

export type Person = {
  id: number
  name: string
  stage: string
  note: string
  /** The agent whose customer this is. */
  ownerId: number | null
  registeredBy: number | null
  registeredChannelId: number | null
  createdAt: string
  seenAt: string | null
}

/** A person on one channel account, or a way to reach them. `scope`: `channel:3`, `phone`, `external:3`… */
export type Identity = {
  id: number
  personId: number
  channelId: number | null
  scope: string
  externalId: string
  name: string
  proof: Proof
  /** What is said over it can be read by anybody. */
  public: boolean
  /** They have left, or asked to be left alone, and done nothing since. */
  gone: 'unfollow' | 'refuse' | null
  /** An id that several accounts of a provider share, proven. */
  subject: string | null
  /** Uid of the picture that its provider has of them. */
  avatar: string | null
}

/** A masked contact or an account, as the rail shows it. `revealable`: this viewer may ask for the whole of it. */
export type IdentityView = {
  id: number
  kind: 'channel' | 'external' | ContactKind
  /** Of the sprite. */
  icon: string
  channel?: ChannelBrief
  label: string
  proof: Proof
  /** What is said over it can be read by anybody. */
  public?: boolean
  gone?: 'unfollow' | 'refuse'
  revealable: boolean
}

/** A name to show: the one that staff wrote, or else what the person says, which nobody has checked. */
export type ShownName = { name: string; unverified: boolean }

type Shown = Pick<Identity, 'name' | 'proof' | 'scope' | 'externalId'>

/**
 * Who has no name is called by their number, as far as everybody may read it. Undefined where nothing is known: the screen
 * then says "visitor" and a number.
 */
export function shownName(name: string, identities: Shown[]): ShownName | undefined {
  if (name) return { name, unverified: false }
  const best = bestOf(identities.filter((identity) => identity.name))
  if (best) return { name: best.name, unverified: best.proof !== 'verified' }
  const phone = bestOf(identities.filter(({ scope }) => scope === 'phone'))
  return phone && { name: masked('phone', phone.externalId), unverified: false }
}

function bestOf(identities: Shown[]): Shown | undefined {
  return identities.find(({ proof }) => proof === 'verified') ?? identities.at(-1)
}

/** The picture of a person: what the provider of their newest identity that has one shows. */
export function avatarAmong(identities: Pick<Identity, 'avatar'>[]): string | undefined {
  return identities.findLast(({ avatar }) => avatar)?.avatar ?? undefined
}

/** One or two letters for an avatar: the last two characters of a Chinese name or a number, the initials of another. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  if (/\*\d+$/.test(name)) return name.slice(-2)
  if (/^\p{Script=Han}/u.test(name)) return [...(words[0] ?? '')].slice(-2).join('')
  return words
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase()
}

/** What kind of thing an identity's scope names. */
export function kindOfScope(scope: string): IdentityView['kind'] {
  if (scope.startsWith('channel:')) return 'channel'
  if (scope.startsWith('external:')) return 'external'
  return scope as ContactKind
}

/** Text that both databases take and a line can show: no control characters, no broken halves, at most `max` long. */
export function clean(text: string, max: number): string {
  const line = text.toWellFormed().replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
  return [...line.trim()].slice(0, max).join('')
}
