/** Headers in which exchanges ask a phone to pick up by itself, and what they say then. */
const signs: [string, RegExp][] = [
  ['Call-Info', /answer-after\s*=\s*0/i],
  ['Alert-Info', /info\s*=\s*"?(alert-autoanswer|auto.?answer)/i],
  ['Answer-Mode', /^\s*auto/i],
  ['Priv-Answer-Mode', /^\s*auto/i],
]

/** Does this invitation want to be answered by itself? `header` gives the value of a header, or undefined. */
export function asksForAnswer(header: (name: string) => string | undefined): boolean {
  return signs.some(([name, wanted]) => wanted.test(header(name) ?? ''))
}
