import type { Account } from '../account.ts'

/**
 * A number as the carrier takes it: E.164 in, digits out. What is no number (an extension of a phone, words) answers
 * undefined: nothing of the exchange's own language gets into a dial string.
 */
export function dialled(
  { numbering, prefix }: Pick<Account, 'numbering' | 'prefix'>,
  number: string,
): string | undefined {
  if (!/^\+?[0-9*#]{2,20}$/.test(number)) return undefined
  if (!number.startsWith('+')) return prefix + number
  if (numbering === 'plus') return prefix + number
  const digits = number.slice(1)
  return prefix + (numbering === 'plain' ? digits : national(digits))
}

/** Chinese mobiles and service numbers stand by themselves, landlines have their 0; abroad begins with 00. */
function national(digits: string): string {
  if (!digits.startsWith('86')) return `00${digits}`
  const rest = digits.slice(2)
  return /^(1[3-9]\d{9}|[48]00\d{7})$/.test(rest) ? rest : `0${rest}`
}
