// Where a text may be cut, from the best place to the worst.
const ends = [/\n+/g, /[。！？!?…]+[”’」』）)]*\s*|\.\s+/g, /[，,；;、：:]\s*/g, /\s+/g]

/** Cuts a text into parts of at most `max` characters: after a line, else a sentence, else a clause, else a word. */
export function split(text: string, max: number): string[] {
  const rest = text.trim()
  if (rest.length <= max) return rest ? [rest] : []
  const at = cutOf(rest, max)
  return [rest.slice(0, at).trimEnd(), ...split(rest.slice(at), max)]
}

/** The last good place that leaves no part shorter than a third; a character is never cut in two. */
function cutOf(text: string, max: number): number {
  const head = text.slice(0, max + 1)
  for (const end of ends) {
    const places = [...head.matchAll(end)].map(({ index, 0: found }) => index + found.trimEnd().length)
    const best = places.filter((place) => place <= max && place >= max / 3).at(-1)
    if (best) return best
  }
  return max - (isHalf(text.charCodeAt(max - 1)) ? 1 : 0)
}

/** The first half of a character that takes two places. */
function isHalf(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff
}
