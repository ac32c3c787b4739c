/**
 * Numbers that cannot be anybody's, should somebody load the demo beside a telephone that works. China has none that are
 * kept for fiction. No subscriber's number in Shanghai begins with 0, for that is the way out of the city; no carrier has
 * been given 400 numbers that go on with 4, nor mobile ones that begin with 154.
 */
export const lineNumbers = ['021-00001234', '4004000021']

/** The mobile number of a guest, as people write it. */
export function mobileOf(guest: number): string {
  return `1540000${1000 + guest}`
}
