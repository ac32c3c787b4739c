import type { App } from '../../module.ts'
import type { Db } from '../../platform/db/index.ts'
import { areaOf } from '../lines/index.ts'
import { bestNumbers } from '../people/index.ts'
import { originOfMobile } from './prefixes.ts'

/** Where the numbers of these people come from: province, city and area code, as far as they are known. */
export async function regionsOf(app: App, db: Db, personIds: number[]): Promise<Map<number, string>> {
  const regions = new Map<number, string>()
  for (const [personId, number] of await bestNumbers(db, personIds)) {
    const { province, city, area } = await originOfMobile(app.config.data, number)
    const words = [province, city, area || areaOf(number)].filter(Boolean)
    if (words.length > 0) regions.set(personId, words.join(' '))
  }
  return regions
}

/** Province and city of a mobile number, one that is both once (`上海`); '' where that is not known. */
export async function placeOfNumber({ config }: App, number: string): Promise<string> {
  const { province, city } = await originOfMobile(config.data, number)
  return [...new Set([province, city])].filter(Boolean).join(' ')
}
