import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const common = new Set(
  readFileSync(join(import.meta.dirname, 'data/common-passwords.txt'), 'utf8')
    .split('\n')
    .filter(Boolean),
)

/**
 * What is wrong with a password, as a translation key; nothing where it is good. Length and being hard to guess count;
 * which kinds of characters it has does not.
 */
export function passwordFault(password: string, about: string[] = []): string | undefined {
  const length = [...password].length
  if (length < 10) return 'auth.password.short'
  if (length > 128) return 'auth.password.long'
  const plain = password.normalize('NFKC').toLowerCase()
  if (common.has(plain) || about.some((word) => word.toLowerCase() === plain)) return 'auth.password.common'
  return isPattern(plain) ? 'auth.password.common' : undefined
}

/** A short block over and over (abcabcabcabc), or a run along the alphabet or the number keys. */
function isPattern(text: string) {
  return isRepeated(text) || isRun(text)
}

function isRepeated(text: string) {
  return [1, 2, 3, 4].some(
    (size) =>
      text ===
      text
        .slice(0, size)
        .repeat(Math.ceil(text.length / size))
        .slice(0, text.length),
  )
}

function isRun(text: string) {
  const steps = [...text]
    .slice(1)
    .map((letter, i) => (letter.codePointAt(0) ?? 0) - (text.codePointAt(i) ?? 0))
  return [1, -1].some((step) => steps.every((each) => each === step || Math.abs(each) === 9))
}
