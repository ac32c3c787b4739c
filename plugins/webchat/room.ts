import type { Channel, News } from 'qiantai/plugin'
import { createCrowd, type Crowd } from './crowd.ts'
import { readSite, type Site } from './site.ts'

/** Who waits for a visitor's news: a socket or a long poll. */
export type Ear = {
  hear: (news: News) => void
  /** The site closes: the server restarts, or its settings have changed. */
  leave: () => void
}

/** One open site, and the visitors of it who listen. */
export type Room = {
  channel: Channel
  site: Site
  guests: Map<string, Guest>
  /** Visitors who are known to have agreed, for a minute: what another process hears of counts here by then. */
  agreed: Map<string, { version: string; until: number }>
  crowd: Crowd
}
type Guest = { ears: Ear[]; unfollow: () => void }

/** Accounts are opened by the host and asked for by visitors; the host hands out the same object for both. */
const rooms = new WeakMap<Channel, Room>()
const rememberedAgreements = 20_000

/** Makes the room of an account that the host opens. */
export function openRoom(channel: Channel): Room {
  const site = readSite(channel.settings)
  const room = { channel, site, guests: new Map(), agreed: new Map(), crowd: createCrowd() }
  rooms.set(channel, room)
  return room
}

/** The room of an open account. */
export function roomOf(channel: Channel | undefined): Room | undefined {
  return channel && rooms.get(channel)
}

/** Sends everybody away; clients come back to the new room. */
export function closeRoom(room: Room): void {
  const ears = [...room.guests.values()].flatMap((guest) => guest.ears)
  for (const ear of ears) ear.leave()
  rooms.delete(room.channel)
}

/** From here on `ear` hears every news of this visitor; one subscription serves all of a visitor's ears. */
export function enter(room: Room, who: string, ear: Ear): void {
  const guest = room.guests.get(who)
  if (guest) guest.ears.push(ear)
  else room.guests.set(who, { ears: [ear], unfollow: follow(room, who) })
}

/** Ends `enter`; a second time does nothing. */
export function exit(room: Room, who: string, ear: Ear): void {
  const guest = room.guests.get(who)
  if (!guest) return
  guest.ears = guest.ears.filter((other) => other !== ear)
  if (guest.ears.length > 0) return
  room.guests.delete(who)
  guest.unfollow()
}

/** Everything that listens for this visitor. */
export function earsOf(room: Room, who: string): Ear[] {
  return room.guests.get(who)?.ears ?? []
}

/** Remembers that a visitor agreed, so that not every message asks the database. `now` in milliseconds. */
export function rememberAgreement({ agreed }: Room, who: string, version: string, now: number): void {
  agreed.delete(who)
  agreed.set(who, { version, until: now + 60_000 })
  if (agreed.size <= rememberedAgreements) return
  const [oldest] = agreed.keys()
  if (oldest !== undefined) agreed.delete(oldest)
}

/** Is this visitor remembered to have agreed to this version? */
export function knowsAgreement({ agreed }: Room, who: string, version: string, now: number): boolean {
  const known = agreed.get(who)
  return known !== undefined && known.version === version && known.until > now
}

export function forgetAgreement({ agreed }: Room, who: string): void {
  agreed.delete(who)
}

function follow(room: Room, who: string): () => void {
  return room.channel.follow(who, (news) => {
    for (const ear of earsOf(room, who)) ear.hear(news)
  })
}
