import type { Db } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { personChanged } from '../changed.ts'
import { lockPeople, makePerson } from '../store/people.ts'
import { forgetOrigins, takeBack } from './belongings.ts'
import { lowerDoubles } from './doubles.ts'
import { currentPerson, familyOf } from './family.ts'
import { type Facts, type Field, givenBack, isBlank } from './facts.ts'
import { companions } from './companions.ts'
import { dropValues, endMerge, factsFor, type Merge, mergeFrom, writeDetail, writeFacts } from './store.ts'

/** Who goes, from whom, and with which identities; the conversations are still to be divided. */
export type Parted = { from: number; kept: number; identityIds: number[] }

/**
 * Takes a merge back, whatever has been merged since: who was merged has their identities, contacts and facts again,
 * also those that came after it and are provably theirs. Conversations have gone by where they came from, and are still
 * to be divided by who spoke in them.
 */
export async function partPeople(trx: Db, merge: Merge, actor: string, at: string): Promise<Parted> {
  const { id, fromId: from } = merge
  const kept = await currentPerson(trx, from)
  await lockPeople(trx, [from, kept])
  const { family, own, later } = await partsOf(trx, merge, kept)
  await giveFactsBack(trx, merge)
  await lowerDoubles(trx, from, merge.detail.raised)
  await dropValues(trx, `merge:${id}`)
  await takeBack(trx, family, from)
  await trx('identity').whereIn('id', later).update({ person_id: from })
  await endMerge(trx, id, actor, at)
  await append(trx, [personChanged(from), personChanged(kept)], at)
  return { from, kept, identityIds: [...own, ...later] }
}

/** Who and what would go if a merge were taken back. */
export type Leaving = { family: number[]; identityIds: number[] }

/** Whom a merge brought, directly or with others, and their identities as of today. */
export async function leavesWith(trx: Db, merge: Merge): Promise<Leaving> {
  const { family, own, later } = await partsOf(trx, merge, await currentPerson(trx, merge.fromId))
  return { family, identityIds: [...own, ...later] }
}

async function partsOf(trx: Db, { fromId, at }: Merge, kept: number) {
  const family = await familyOf(trx, fromId)
  const own = await identitiesFrom(trx, family)
  const later = await companions(trx, { personId: kept, identityIds: own, since: at })
  return { family, own, later }
}

/** Makes somebody of their own of one identity, with the contacts that are proven to be its; conversations as above. */
export async function partIdentity(
  trx: Db,
  { identityId, kept, by }: { identityId: number; kept: number; by?: number },
  at: string,
): Promise<Parted> {
  await lockPeople(trx, [kept])
  const from = await makePerson(trx, at, by)
  const identityIds = [identityId, ...(await companions(trx, { personId: kept, identityIds: [identityId] }))]
  await trx('identity').whereIn('id', identityIds).update({ person_id: from })
  await forgetOrigins(trx, 'identity', identityIds)
  await append(trx, [personChanged(from), personChanged(kept)], at)
  return { from, kept, identityIds }
}

/** The identities that were of these people before they were merged. */
export async function identitiesFrom(trx: Db, family: number[]): Promise<number[]> {
  return trx('person_origin').where({ kind: 'identity' }).whereIn('person_id', family).pluck('row_id')
}

/** What was taken over and still stands is as it was before, also with those into whom both were merged since. */
async function giveFactsBack(trx: Db, merge: Merge) {
  let { taken, tags } = merge.detail
  for (let edge: Merge | undefined = merge; edge && !isNothing(taken, tags);) {
    const back = restored(await factsFor(trx, edge.toId), taken)
    await writeFacts(trx, edge.toId, back)
    await trx('person_tag').where({ person_id: edge.toId }).whereIn('tag', tags).delete()
    const next: Merge | undefined = await mergeFrom(trx, edge.toId)
    if (!next) return
    const handedOn = onward(next, taken, back)
    tags = tags.filter((tag) => next.detail.tags.includes(tag))
    await writeDetail(trx, next.id, amended(next, handedOn, tags))
    ;[edge, taken] = [next, handedOn]
  }
}

function isNothing(taken: Merge['detail']['taken'], tags: string[]): boolean {
  return Object.keys(taken).length === 0 && tags.length === 0
}

function restored(shown: Facts, taken: Merge['detail']['taken']): Partial<Facts> {
  const back = Object.entries(taken).flatMap(([field, change]) => {
    const was = givenBack(shown[field as Field], change)
    return was === undefined ? [] : [[field, was]]
  })
  return Object.fromEntries(back)
}

/** What the next one took over of what is given back: there it is replaced by that, or where that is nothing by what they had. */
function onward(
  next: Merge,
  taken: Merge['detail']['taken'],
  back: Partial<Facts>,
): Merge['detail']['taken'] {
  const passed = Object.entries(taken).flatMap(([name, { now }]) => {
    const field = name as Field
    const theirs = next.detail.taken[field]
    const value = back[field]
    if (theirs?.now !== now || value === undefined) return []
    return [[field, { was: isBlank(field, value) ? theirs.was : value, now }]]
  })
  return Object.fromEntries(passed)
}

/** The next merge as it would have been without what is given back. */
function amended({ detail }: Merge, handedOn: Merge['detail']['taken'], tags: string[]): Merge['detail'] {
  const taken = Object.entries(detail.taken).flatMap(([name, change]) => {
    const now = handedOn[name as Field]?.was
    if (now === undefined) return [[name, change]]
    return now === change.was ? [] : [[name, { ...change, now }]]
  })
  return {
    ...detail,
    taken: Object.fromEntries(taken),
    tags: detail.tags.filter((tag) => !tags.includes(tag)),
  }
}
