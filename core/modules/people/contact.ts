import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** Ways to reach a person that belong to no account of ours. */
export type ContactKind = 'phone' | 'wechat-id' | 'email'

/** Icons of the sprite. */
export const contactIcons: Record<ContactKind, string> = {
  phone: 'phone',
  'wechat-id': 'contact-round',
  email: 'mail',
}

/** The number in E.164 (`+8613800001234`), read as a Chinese one unless it says otherwise; undefined where it is none. */
export function phoneOf(text: string): string | undefined {
  const number = parsePhoneNumberFromString(text, 'CN')
  return number?.isPossible() ? number.number : undefined
}

/** A contact in the one form that is stored and compared, or undefined where it cannot be one. */
export function normalized(kind: ContactKind, text: string): string | undefined {
  const value = text.trim()
  if (kind === 'phone') return phoneOf(value)
  if (kind === 'email') return /^[^@\s]{1,64}@[^@\s]{1,120}$/.test(value) ? value.toLowerCase() : undefined
  return /^[\w-]{5,40}$/.test(value) ? value : undefined
}

/** As people write it: a Chinese number without its country code. */
export function readable(kind: ContactKind, value: string): string {
  return kind === 'phone' && value.startsWith('+86') ? value.slice(3) : value
}

/** Enough to recognize, too little to use: `138****1234`, `an****@mail.cn`. */
export function masked(kind: ContactKind, value: string): string {
  const text = readable(kind, value)
  if (kind !== 'email') return hideMiddle(text, text.length > 9 ? 3 : 2, text.length > 9 ? 4 : 1)
  const [name = '', host = ''] = text.split('@')
  return `${name.slice(0, 2)}****@${host}`
}

function hideMiddle(text: string, head: number, tail: number): string {
  return `${text.slice(0, head)}****${text.slice(-tail)}`
}
