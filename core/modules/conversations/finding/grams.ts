const chinese = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}'
const run = new RegExp(`([${chinese}]+)|((?:(?![${chinese}])[\\p{L}\\p{N}\\p{M}])+)`, 'gu')
const longestWord = 40

/** One form for what reads the same: width, case and what stands between words make no difference. */
export function normalize(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
}

/**
 * What a text is found by. Chinese has no spaces: each run gives its pairs of characters and, alone, its last one, so
 * that any single character begins a gram. Other scripts give whole words.
 */
export function gramsOf(text: string): string[] {
  const grams = runsOf(text).flatMap(({ chinese, word }) =>
    chinese ? [...pairs(chinese), last(chinese)] : [word],
  )
  return [...new Set(grams)]
}

/** What a text must have to be found: grams it has, and beginnings of grams (`prefix`). */
export type Wanted = { gram: string; prefix: boolean }

/** The grams of a search: a single character and the beginning of a word find what goes on. */
export function wantedBy(query: string): Wanted[] {
  return runsOf(query).flatMap(({ chinese, word }): Wanted[] => {
    if (!chinese) return [{ gram: word, prefix: true }]
    if ([...chinese].length === 1) return [{ gram: chinese, prefix: true }]
    return pairs(chinese).map((gram) => ({ gram, prefix: false }))
  })
}

/** Whether the text really holds every word of the search: the index knows pairs, not their order. */
export function holds(text: string, query: string): boolean {
  const normal = normalize(text)
  return query.split(/\s+/).every((term) => normal.includes(normalize(term)))
}

function runsOf(text: string): { chinese: string; word: string }[] {
  return [...normalize(text).matchAll(run)].map(([, chinese = '', word = '']) => ({
    chinese,
    word: [...word].slice(0, longestWord).join(''),
  }))
}

function pairs(chinese: string): string[] {
  const characters = [...chinese]
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}

function last(chinese: string): string {
  return [...chinese].at(-1) ?? ''
}
