import parse from 'libphonenumber-js/max'
import { e164 } from '../../lines/index.ts'

/** Why a number is not dialled at all. Words: `dialing.refused.<why>`. */
export type NoNumber = 'number' | 'emergency' | 'short' | 'service' | 'satellite' | 'abroad' | 'premium'

export type Dialled = { number: string } | { why: NoNumber }

const emergency = /^(110|119|120|122|112|911|999)$/
/** Tiantong and the older satellite phones have numbers of the mobile range. */
const satellite = /^\+86(1349|174)\d+$|^\+(870|881|882|883)/
const plain = new Set(['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE'])

/**
 * The number in E.164 where it is an ordinary telephone of one of these countries (ISO codes), else why it is not
 * dialled. `area` is the clinic's own area code (`021`), for what is written without one.
 */
export function readDialled(text: string, countries: string[], area = ''): Dialled {
  const number = e164(text, area)
  if (emergency.test(bare(text))) return { why: 'emergency' }
  if (satellite.test(number)) return { why: 'satellite' }
  if (/^[48]00\d{7}$/.test(number)) return { why: 'service' }
  if (!number.startsWith('+')) return { why: number.length > 0 && number.length < 7 ? 'short' : 'number' }
  return abroad(number, countries) ?? ordinary(number)
}

function abroad(number: string, countries: string[]): Dialled | undefined {
  const country = number.startsWith('+86') ? 'CN' : parse(number)?.country
  return country && countries.includes(country) ? undefined : { why: 'abroad' }
}

/** Numbers that cost more, or that nobody has, are no telephones of customers. */
function ordinary(number: string): Dialled {
  const parsed = parse(number)
  if (!parsed?.isValid()) return { why: 'number' }
  return plain.has(parsed.getType() ?? '') ? { number } : { why: 'premium' }
}

/** Without what people put before it: 0086, an area code. */
function bare(text: string): string {
  return text
    .replace(/\D/g, '')
    .replace(/^(00)?86/, '')
    .replace(/^0\d{2,3}(?=1\d\d$)/, '')
}
