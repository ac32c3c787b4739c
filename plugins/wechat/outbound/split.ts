const ends = [/\n\s*\n/g, /\n/g, /[。！？!?；;…]+["”’」』）)]*\s*|\.\s/g, /[，,、：:]\s*|\s/g]

/**
 * Cuts a text into parts of at most `bytes` of UTF-8: after a paragraph, a line, a sentence, a clause, in this order of
 * preference, and in the middle of a word where nothing else is left. No part is empty.
 */
export function split(text: string, bytes: number): string[] {
  const rest = text.trim()
  if (!rest) return []
  if (Buffer.byteLength(rest) <= bytes) return [rest]
  const room = fitting(rest, bytes)
  const cut = cutOf(rest.slice(0, room)) || room
  return [rest.slice(0, cut).trimEnd(), ...split(rest.slice(cut), bytes)]
}

/** How much of the text fits, in UTF-16 units, at the border of a character. */
function fitting(text: string, bytes: number): number {
  let length = 0
  let used = 0
  for (const character of text) {
    used += Buffer.byteLength(character)
    if (used > bytes) break
    length += character.length
  }
  return length
}

/** After the last good end; a part of less than a third of the room is a worse cut than a lesser end. */
function cutOf(text: string): number {
  const cuts = ends.map((end) =>
    Math.max(0, ...[...text.matchAll(end)].map(({ index, 0: sign }) => index + sign.length)),
  )
  return cuts.find((cut) => cut > text.length / 3) ?? Math.max(...cuts)
}
