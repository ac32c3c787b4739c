/** Where a code hangs, or what it is for. Labels: `entries.place.<place>`. */
export const places = ['poster', 'doctor', 'room', 'campaign', 'page', 'other'] as const
export type Place = (typeof places)[number]

/** A code to scan or a link to open, of which we learn who came through it. */
export type Entry = {
  id: number
  channelId: number
  /** What the provider tells us of who came. */
  code: string
  name: string
  place: Place
  /** What the code says, or the link. */
  url: string
  createdAt: string
  archivedAt: string | null
}

/** How many times somebody came, how many followed the account by it, and how many conversations it opened. */
export type EntryNumbers = { scans: number; follows: number; conversations: number }

/** Is this the name of a place? */
export function isPlace(text: string): text is Place {
  return places.some((place) => place === text)
}
