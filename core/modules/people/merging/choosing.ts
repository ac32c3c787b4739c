import { NotFound } from '../../../errors.ts'
import type { Db } from '../../../platform/db/index.ts'
import { lockPeople } from '../store/people.ts'
import { type Chosen, type Facts, isBlank, type Taken, type Value } from './facts.ts'
import { factsFor, lockMerge, replaceValue, valueRows, writeDetail, writeFacts } from './store.ts'

/**
 * Says that a value which was not chosen in a merge is the right one after all, as if it had been chosen then: what was
 * shown is the other value from now on, and a split gives each their own. Twice is once. Throws NotFound where nobody
 * said that of this person.
 */
export async function chooseOther(trx: Db, personId: number, { field, value }: Value): Promise<void> {
  await lockPeople(trx, [personId])
  const shown = (await factsFor(trx, personId))[field]
  if (isSame(String(shown), value)) return
  const other = (await valueRows(trx, personId, field)).find((row) => isSame(row.value, value))
  const merge = other && (await lockMerge(trx, other.mergeId))
  if (!merge) throw new NotFound(`${field} of person ${personId}`)
  const now = field === 'owner_id' ? Number(other.value) : other.value
  await writeFacts(trx, personId, { [field]: now })
  await writeDetail(trx, merge.id, { ...merge.detail, taken: retaken(merge.detail.taken, field, shown, now) })
  await replaceValue(trx, other.id, isBlank(field, shown) ? null : String(shown))
}

/** What they had before the merge is not taken over any more. */
function retaken(taken: Taken, field: Chosen, shown: Facts[Chosen], now: Facts[Chosen]): Taken {
  const { [field]: before, ...rest } = taken
  return before?.was === now ? rest : { ...rest, [field]: { was: before?.was ?? shown, now } }
}

/** A form sends every end of a line as two characters. */
function isSame(one: string, other: string): boolean {
  return one.replaceAll('\r\n', '\n') === other.replaceAll('\r\n', '\n')
}
