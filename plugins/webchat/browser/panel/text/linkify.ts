/** A stretch of a message: plain, or a link with its address. */
export type Piece = { text: string; href?: string }

const FOUND =
  /(https?:\/\/[^\s<>"'，。；、！？（）《》【】「」“”]+)|(www\.[a-z0-9-]+\.[^\s<>"'，。；、！？（）《》【】「」“”]+)|([\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)|((?:\+86[ -]?)?1[3-9]\d{9}|400-?\d{3}-?\d{4}|0\d{2,3}-\d{7,8})/gi

/** Cuts a text at its web addresses, mail addresses and telephone numbers. Joined, the pieces are the text. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = []
  let done = 0
  FOUND.lastIndex = 0
  for (let match = FOUND.exec(text); match; match = FOUND.exec(text)) {
    const word = trimmed(match[0])
    const href = hrefOf(match, word, text)
    if (!href) continue
    if (match.index > done) pieces.push({ text: text.slice(done, match.index) })
    pieces.push({ text: word, href })
    done = match.index + word.length
    FOUND.lastIndex = done
  }
  if (done < text.length) pieces.push({ text: text.slice(done) })
  return pieces
}

function hrefOf(match: RegExpExecArray, word: string, text: string): string | undefined {
  if (match[1]) return word.length > 'https://'.length ? word : undefined
  if (match[2]) return `https://${word}`
  if (match[3]) return `mailto:${word}`
  const neighbours = (text[match.index - 1] ?? '') + (text[match.index + match[0].length] ?? '')
  return /\d/.test(neighbours) ? undefined : `tel:${word.replace(/[^\d+]/g, '')}`
}

/** Punctuation at the end belongs to the sentence; a closing bracket only when none opened in the address. */
function trimmed(word: string): string {
  const cut = word.replace(/[.,;:!?'"…]+$/, '')
  const open = cut.split('(').length
  return cut.slice(-1) === ')' && cut.split(')').length > open ? trimmed(cut.slice(0, -1)) : cut
}
