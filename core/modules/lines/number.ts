const mobile = /^1[3-9]\d{9}$/
/** Area code without its zero (010 and 02x have two more digits, all others three), then seven or eight digits. */
const landline = /^(10|2\d|[3-9]\d{2})\d{7,8}$/
const service = /^[48]00\d{7}$/
const local = /^[2-9]\d{6,7}$/
const shortest = 3

/**
 * A number as carriers and people write it, in E.164 (`+8613800138000`). What has none keeps its digits: 400 and 800
 * numbers and short codes (`95588`). `area` is the area code (`021`) of a number that is told without one. '' where it
 * is withheld, or no number at all.
 */
export function e164(text: string, area = ''): string {
  const plain = text.normalize('NFKC').replace(/[\s().-]/g, '')
  if (!/^\+?\d+$/.test(plain)) return ''
  const digits = plain.replace(/^\+/, '')
  return foreign(plain) ?? chinese(digits, area) ?? (digits.length >= shortest ? digits : '')
}

/** Is this an area code of China, as written: `021`, `0571`? */
export function isArea(text: string): boolean {
  return /^0(10|2\d|[3-9]\d{2})$/.test(text)
}

/** The area code (`021`) of a landline in E.164, '' of whatever else. */
export function areaOf(number: string): string {
  const area = /^\+86(10|2\d|[3-9]\d{2})\d{7,8}$/.exec(number)?.[1]
  return area ? `0${area}` : ''
}

function chinese(digits: string, area: string): string | undefined {
  const national = digits.replace(/^(0086|86)(?=\d{10,12}$)/, '').replace(/^0(?=[1-9])/, '')
  if (service.test(national)) return national
  const isLong = national.length < digits.length
  if (mobile.test(national) || (isLong && landline.test(national))) return `+86${national}`
  if (isArea(area) && local.test(digits) && !isShort(digits)) return `+86${area.slice(1)}${digits}`
  return undefined
}

/** Codes of providers (95xxx, 96xxx) are as long as a number of a small town, 12530 is not. */
function isShort(digits: string): boolean {
  return /^9[56]\d{3,6}$/.test(digits)
}

function foreign(plain: string): string | undefined {
  const country = /^(?:\+|00)([1-9]\d{6,14})$/.exec(plain)?.[1]
  return country && !country.startsWith('86') ? `+${country}` : undefined
}
