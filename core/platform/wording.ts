/** Is this word somewhere in the text, whatever its case and width? An empty word is nowhere. */
export function contains(text: string, word: string): boolean {
  return plain(word) !== '' && plain(text).includes(plain(word))
}

/** Wide and narrow forms are the same, and so are capital and small letters. */
export function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}
