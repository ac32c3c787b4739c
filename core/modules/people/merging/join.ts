import type { Db } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { personChanged } from '../changed.ts'
import { lockPeople, tagsOf } from '../store/people.ts'
import { giveEverything } from './belongings.ts'
import { raiseDoubles } from './doubles.ts'
import { type Chosen, joined } from './facts.ts'
import { type Evidence, factsFor, insertMerge, putValues, writeFacts } from './store.ts'

/** Two people who are one. `picks`: where both say something, the fields in which `from` is right. */
export type Join = { from: number; to: number; evidence: Evidence; actor: string; picks?: readonly Chosen[] }

/**
 * Makes one of two people, who are both themselves today: `to` has everything of `from`, who stays behind empty, so that
 * it can be undone. Two open conversations are the caller's to settle first. Answers the id of the merge.
 */
export async function joinPeople(trx: Db, join: Join, at: string): Promise<number> {
  const { from, to, evidence, actor, picks = [] } = join
  await lockPeople(trx, [from, to])
  const { taken, others } = joined(await factsFor(trx, to), await factsFor(trx, from), picks)
  const raised = await raiseDoubles(trx, from, to)
  await giveEverything(trx, from, to)
  const tags = await lendTags(trx, from, to)
  await writeFacts(trx, to, nowOf(taken))
  const detail = { taken, tags, raised }
  const id = await insertMerge(trx, { fromId: from, toId: to, evidence, detail, actor, at })
  await putValues(trx, to, others, `merge:${id}`, at)
  await append(trx, [personChanged(from), personChanged(to)], at)
  return id
}

function nowOf(taken: ReturnType<typeof joined>['taken']) {
  return Object.fromEntries(Object.entries(taken).map(([field, { now }]) => [field, now]))
}

/** Answers those that are new to who stays. */
async function lendTags(trx: Db, from: number, to: number): Promise<string[]> {
  const theirs = new Set(await tagsOf(trx, to))
  const tags = (await tagsOf(trx, from)).filter((tag) => !theirs.has(tag))
  if (tags.length > 0) await trx('person_tag').insert(tags.map((tag) => ({ person_id: to, tag })))
  return tags
}
