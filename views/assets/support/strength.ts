export type Strength = 'short' | 'easy' | 'fair' | 'good'

/**
 * How hard a password is to guess, as far as its shape tells. The server knows the common ones besides, and has the
 * last word: this promises nothing that it would refuse for its shape.
 */
export function strengthOf(password: string, least: number): Strength {
  const letters = [...password]
  if (letters.length < least) return 'short'
  if (new Set(letters).size < 5 || isRun(letters)) return 'easy'
  return letters.length >= 16 || (letters.length >= 13 && kindsIn(password) > 2) ? 'good' : 'fair'
}

function isRun(letters: string[]): boolean {
  const codes = letters.map((letter) => letter.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, at) => code - (codes[at] ?? 0))
  return steps.filter((step) => Math.abs(step) === 1).length > steps.length / 2
}

function kindsIn(password: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u, /\p{Script=Han}/u].filter((kind) => kind.test(password))
    .length
}
