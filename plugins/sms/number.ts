import type { Settings, Tools } from 'qiantai/plugin'

const country = '+86'

/** The number as Chinese gateways take it: one of China without its country code, another one without the plus. */
export function numberFor(number: string): string {
  return number.startsWith(country) ? number.slice(country.length) : number.slice(1)
}

/** Throws where the account does not write to this number: abroad costs more, and must be allowed by an admin. */
export function checkNumber(number: string, { abroad }: Settings, tools: Tools): void {
  const isMobile = /^\+861[3-9]\d{9}$/.test(number)
  if (isMobile || (abroad === true && !number.startsWith(country))) return
  const reason = number.startsWith(country) ? 'landline' : 'abroad'
  throw tools.failure(`sms:reason.${reason}`, { permanent: true })
}
