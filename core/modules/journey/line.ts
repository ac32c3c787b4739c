/** A visitor's text as one line that every database and screen can hold: no control characters, bounded, well-formed. */
export function lineOf(text: string, longest: number): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, longest)
    .toWellFormed()
}
