/** What one reception was to its customer. Times ISO 8601 UTC; `met`: whether they got what they came for. */
export type Rating = {
  id: number
  conversationId: number
  agentId: number | null
  teamId: number | null
  askedAt: string
  expiresAt: string
  stars: number | null
  met: boolean | null
  words: string
  answeredAt: string | null
}

/** What a customer says on the page. */
export type Answer = { stars: number; met: boolean | null; words: string }

export const mostStars = 5
export const longestWords = 500

/** How long the page takes an answer, in milliseconds. */
export const openFor = 7 * 24 * 60 * 60_000

/** ★★★★☆, as lines of text show it. */
export function starsText(stars: number): string {
  return '★'.repeat(stars) + '☆'.repeat(mostStars - stars)
}
