/** A place in the log: the writing transaction, then the number in it. As text: `tx.seq`. */
export type Place = [tx: number, seq: number]

export const beginning = '0.0'

const pattern = /^(\d{1,15})\.(\d{1,10})$/

/** Whether a text from outside is a cursor at all. */
export function isCursor(text: string): boolean {
  return pattern.test(text)
}

/** Throws where the text is no cursor. */
export function placeOf(cursor: string): Place {
  const match = pattern.exec(cursor)
  if (!match) throw new Error(`Not a cursor: ${cursor.slice(0, 40)}`)
  return [Number(match[1]), Number(match[2])]
}

/** The place of a fact in the log, as text. */
export function cursorOf(tx: number | string, seq: number): string {
  return `${tx}.${seq}`
}

/** Whether `a` comes after `b`. */
export function isAfter(a: string, b: string): boolean {
  const [one, other] = [placeOf(a), placeOf(b)]
  return one[0] === other[0] ? one[1] > other[1] : one[0] > other[0]
}
