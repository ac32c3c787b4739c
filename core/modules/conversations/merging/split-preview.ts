import { NotFound } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import {
  currentPerson,
  identitiesOfPeople,
  identityViews,
  type IdentityView,
  type Leaving,
  leavesWith,
  lockMerge,
  nameBefore,
  type Merge,
  personOf,
  visiblePerson,
} from '../../people/index.ts'
import { divide, wholeSide } from './division.ts'
import { allMessages, originalsOf, touchedBy } from './store.ts'

/** What a split would do. `unsure`: notes of which nobody can tell about whom they were written; they stay. */
export type SplitPreview = {
  personId: number
  merge?: Pick<Merge, 'id' | 'at' | 'evidence'>
  kept: { name: string; identities: IdentityView[] }
  left: { name?: string; identities: IdentityView[] }
  counts: { going: number; divided: number; messages: number; unsure: number }
}

/** What it would be to take a merge back. Throws NotFound where there is none, or the viewer may not see the person. */
export async function mergeSplitPreview(app: App, viewer: Viewer, mergeId: number): Promise<SplitPreview> {
  return transaction(app.db, async (trx) => {
    const merge = await lockMerge(trx, mergeId)
    if (!merge) throw new NotFound(`merge ${mergeId}`)
    const kept = await visiblePerson(trx, viewer, merge.toId)
    const leaving = await leavesWith(trx, merge)
    const name = await nameBefore({ ...app, db: trx }, viewer.locale, merge.fromId)
    const { id, at, evidence } = merge
    const preview = await previewOf({ ...app, db: trx }, viewer, kept.id, leaving, at)
    const own = await identityViews(
      { ...app, db: trx },
      viewer,
      await identitiesOfPeople(trx, [merge.fromId]),
    )
    const left = { name, identities: [...preview.left.identities, ...own] }
    return { ...preview, merge: { id, at, evidence }, left }
  })
}

/** What it would be to split one account off. Throws NotFound as above. */
export async function identitySplitPreview(
  app: App,
  viewer: Viewer,
  { personId, identityId }: { personId: number; identityId: number },
): Promise<SplitPreview> {
  return transaction(app.db, async (trx) => {
    const kept = await visiblePerson(trx, viewer, await currentPerson(trx, personId))
    const leaving = { family: [], identityIds: [identityId] }
    const preview = await previewOf({ ...app, db: trx }, viewer, kept.id, leaving, null)
    if (preview.left.identities.length === 0) throw new NotFound(`identity ${identityId}`)
    return preview
  })
}

async function previewOf(
  app: App,
  viewer: Viewer,
  personId: number,
  leaving: Leaving,
  since: string | null,
): Promise<SplitPreview> {
  const { name, identities } = await personOf(app, viewer, personId)
  const goes = (identity: IdentityView) => leaving.identityIds.includes(identity.id)
  return {
    personId,
    kept: { name, identities: identities.filter((identity) => !goes(identity)) },
    left: { identities: identities.filter(goes) },
    counts: await countParts(app.db, personId, leaving, since),
  }
}

async function countParts(db: Db, personId: number, { family, identityIds }: Leaving, since: string | null) {
  const counts = { going: 0, divided: 0, messages: 0, unsure: 0 }
  const originals = new Set(await originalsOf(db, family))
  const known = new Set(identityIds)
  for (const { id } of await touchedBy(db, { personId, originals: [...originals], identityIds })) {
    const home = originals.has(id) ? 'goes' : 'stays'
    const ground = { identityIds: known, home, since } as const
    const messages = await allMessages(db, id)
    const whole = wholeSide(messages, ground)
    if (whole === 'goes') counts.going += 1
    if (whole === undefined) counts.divided += 1
    const shares = divide(messages, ground)
    counts.messages += shares.filter(
      ({ side, message }) => (whole ?? side) === 'goes' && message.direction !== 'system',
    ).length
    if (whole === undefined) counts.unsure += shares.filter(({ unsure }) => unsure).length
  }
  return counts
}
