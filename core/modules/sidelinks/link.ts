/** What a customer is asked for. Labels: `sidelinks.want.<want>`. */
export const wants = ['photo', 'voice', 'location', 'form'] as const
export type Want = (typeof wants)[number]

/** How a link gets to the customer. Labels: `sidelinks.via.<via>`. */
export type Via = 'sms' | 'message' | 'qr' | 'code'

/** A page that one customer can use for a short time. Times ISO 8601 UTC. */
export type SideLink = {
  id: number
  uid: string
  personId: number
  conversationId: number
  agentId: number
  /** The short message that carried it last. */
  textId: number | null
  wants: Want[]
  via: Via
  /** The number (E.164) that using it proves: who has the link got it there. */
  proves: string | null
  /** How often something came. */
  received: number
  createdAt: string
  expiresAt: string
  openedAt: string | null
  usedAt: string | null
  endedAt: string | null
}

export type LinkSettings = { minutes: number }

/** How long a link can be used unless an admin says otherwise. */
export const linkDefaults: LinkSettings = { minutes: 30 }

/** Nobody needs more of one link. */
export const mostReceived = 60

/** Can it be used at this time? */
export function isAlive({ expiresAt, endedAt }: SideLink, at: string): boolean {
  return endedAt === null && expiresAt > at
}

/** Where a link stands: labels `sidelinks.state.<state>`. */
export function stateOf(link: SideLink, at: string): 'ended' | 'over' | 'used' | 'opened' | 'sent' {
  if (link.endedAt) return 'ended'
  if (link.expiresAt <= at) return 'over'
  if (link.usedAt) return 'used'
  return link.openedAt ? 'opened' : 'sent'
}

/** Is this something that can be asked for? */
export function isWant(text: string): text is Want {
  return wants.some((want) => want === text)
}
