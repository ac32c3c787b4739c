import type { Db } from '../../platform/db/index.ts'
import { type Line, listLines } from '../lines/index.ts'
import { Refused } from './refused.ts'
import type { Policy } from './rules/policy.ts'
import { readDialled } from './rules/toll.ts'
import { policyOf } from './settings.ts'

/**
 * The number in E.164 where it is an ordinary telephone that we may pay for: for whoever is rung on behalf of a caller (a
 * doctor, a branch), whom no rule about customers protects. Throws Refused.
 */
export async function telephone(db: Db, text: string): Promise<string> {
  return insistOnTelephone(text, await policyOf(db), await listLines(db))
}

/** As `telephone`, with what is read already. */
export function insistOnTelephone(text: string, { countries }: Policy, lines: Line[]): string {
  const home = lines.find(({ preferred, area }) => preferred && area) ?? lines.find(({ area }) => area)
  const read = readDialled(text, countries, home?.area)
  if ('why' in read) throw new Refused(read.why)
  return read.number
}
