import { type Db, json } from '../../platform/db/index.ts'
import type { Device } from './device.ts'
import type { Touch } from './touch.ts'

export type VisitRow = { id: number; touch: Touch; device: Device; seenAt: string }
export type PageRow = { visitId: number; uid: string; url: string; title: string; at: string; dwell: number }
/** ISO 8601, UTC. */
export type Consent = { at: string; withdrawnAt?: string }
export type LatestPage = PageRow & { seenAt: string }

/** Whose identity this is, or undefined. */
export async function personOf(db: Db, identityId: number): Promise<number | undefined> {
  return (await db('identity').where({ id: identityId }).first('person_id'))?.person_id
}

/** Inserts the visit, or finds the one of this uid; `isNew` says which. */
export async function keepVisit(
  db: Db,
  visit: { uid: string; identityId: number; touch: Touch; device: Device; at: string },
): Promise<{ id: number; isNew: boolean }> {
  const key = { identity_id: visit.identityId, uid: visit.uid }
  const [row] = await db('visit')
    .insert({
      ...key,
      touch: json.write(visit.touch),
      device: json.write(visit.device),
      started_at: visit.at,
      seen_at: visit.at,
    })
    .onConflict(['identity_id', 'uid'])
    .ignore()
    .returning('id')
  if (row) return { id: row.id, isNew: true }
  const known = await db('visit').where(key).first('id')
  await db('visit').where(key).update({ seen_at: visit.at })
  return { id: known.id, isNew: false }
}

/** How many pages a visit has seen. */
export async function countPages(db: Db, visitId: number): Promise<number> {
  const row = await db('page_view').where({ visit_id: visitId }).count({ count: '*' }).first()
  return Number(row?.count)
}

/** Answers whether the page is new. */
export async function insertPage(db: Db, page: PageRow): Promise<boolean> {
  const { visitId: visit_id, uid, url, title, at, dwell } = page
  const rows = await db('page_view')
    .insert({ visit_id, uid, url, title, at, dwell })
    .onConflict(['visit_id', 'uid'])
    .ignore()
    .returning('id')
  return rows.length > 0
}

/** Lengthens a page's dwell, which never shrinks; answers whether it did. */
export async function growDwell(db: Db, page: Pick<PageRow, 'visitId' | 'uid' | 'dwell'>): Promise<boolean> {
  const query = db('page_view')
    .where({ visit_id: page.visitId, uid: page.uid })
    .where('dwell', '<', page.dwell)
  return (await query.update({ dwell: page.dwell })) > 0
}

/** How a person came first and last. */
export async function touchesOf(db: Db, personId: number): Promise<{ first?: Touch; last?: Touch }> {
  const row = await db('person').where({ id: personId }).first('first_touch', 'last_touch')
  return {
    first: json.read(row?.first_touch ?? null, undefined),
    last: json.read(row?.last_touch ?? null, undefined),
  }
}

/** Notes how a person came first; what is known stays. */
export async function setFirstTouch(db: Db, personId: number, touch: Touch): Promise<void> {
  await db('person')
    .where({ id: personId })
    .whereNull('first_touch')
    .update({ first_touch: json.write(touch) })
}

/** Notes how a person came last. */
export async function setLastTouch(db: Db, personId: number, touch: Touch): Promise<void> {
  await db('person')
    .where({ id: personId })
    .update({ last_touch: json.write(touch) })
}

/** Notes when a person was here last (ISO 8601 UTC). */
export async function setSeen(db: Db, personId: number, at: string): Promise<void> {
  await db('person').where({ id: personId }).update({ seen_at: at })
}

/** The newest pages of a person over all visits, newest first. */
export async function latestPages(db: Db, personId: number, limit: number): Promise<LatestPage[]> {
  const rows = await pagesOf(db)
    .join('identity', 'identity.id', 'visit.identity_id')
    .where('identity.person_id', personId)
    .limit(limit)
  return rows.map(pageOf)
}

/** The newest page of a visit, or undefined. */
export async function latestPageOf(db: Db, visitId: number): Promise<LatestPage | undefined> {
  const row = await pagesOf(db).where('visit.id', visitId).first()
  return row && pageOf(row)
}

/** The newest visit of a person or an identity, or undefined. */
export async function latestVisit(
  db: Db,
  of: { personId: number } | { identityId: number },
): Promise<VisitRow | undefined> {
  const query = db('visit')
    .join('identity', 'identity.id', 'visit.identity_id')
    .orderBy([
      { column: 'visit.seen_at', order: 'desc' },
      { column: 'visit.id', order: 'desc' },
    ])
  if ('personId' in of) query.where('identity.person_id', of.personId)
  else query.where('visit.identity_id', of.identityId)
  const row = await query.first('visit.id', 'visit.touch', 'visit.device', 'visit.seen_at')
  return (
    row && { id: row.id, touch: JSON.parse(row.touch), device: JSON.parse(row.device), seenAt: row.seen_at }
  )
}

/** Answers whether the agreement is new: one that stands is not given again. */
export async function insertConsent(
  db: Db,
  consent: { identityId: number; textVersion: string; at: string },
): Promise<boolean> {
  const rows = await db('consent')
    .insert({ identity_id: consent.identityId, text_version: consent.textVersion, at: consent.at })
    .onConflict(db.raw('(identity_id, text_version) where withdrawn_at is null'))
    .ignore()
    .returning('id')
  return rows.length > 0
}

/** Ends every agreement of this identity that stands; answers whether there was one. */
export async function endConsents(db: Db, identityId: number, at: string): Promise<boolean> {
  const standing = db('consent').where({ identity_id: identityId, withdrawn_at: null })
  return (await standing.update({ withdrawn_at: at })) > 0
}

/** Has this identity agreed to this version of the privacy text, and not withdrawn that? */
export async function hasConsented(db: Db, identityId: number, textVersion: string): Promise<boolean> {
  const standing = { identity_id: identityId, text_version: textVersion, withdrawn_at: null }
  return (await db('consent').where(standing).first('id')) !== undefined
}

/** Has this identity taken back what it had agreed to, and not agreed anew? */
export async function hasWithdrawn(db: Db, identityId: number): Promise<boolean> {
  const newest = db('consent').where({ identity_id: identityId }).orderBy('id', 'desc')
  return Boolean((await newest.first('withdrawn_at'))?.withdrawn_at)
}

/** The newest agreement of a person, over whichever channel, and when it was withdrawn; undefined before the first. */
export async function consentOf(db: Db, personId: number): Promise<Consent | undefined> {
  const row = await db('consent')
    .join('identity', 'identity.id', 'consent.identity_id')
    .where('identity.person_id', personId)
    .orderBy('consent.id', 'desc')
    .first('consent.at', 'consent.withdrawn_at')
  return row && { at: row.at, ...(row.withdrawn_at && { withdrawnAt: row.withdrawn_at }) }
}

function pagesOf(db: Db) {
  return db('page_view')
    .join('visit', 'visit.id', 'page_view.visit_id')
    .orderBy([
      { column: 'page_view.at', order: 'desc' },
      { column: 'page_view.id', order: 'desc' },
    ])
    .select('page_view.visit_id', 'page_view.uid', 'page_view.url', 'page_view.title', 'page_view.at')
    .select('page_view.dwell', 'visit.seen_at')
}

function pageOf(row: Omit<PageRow, 'visitId'> & { visit_id: number; seen_at: string }): LatestPage {
  const { visit_id: visitId, uid, url, title, at, dwell, seen_at: seenAt } = row
  return { visitId, uid, url, title, at, dwell, seenAt }
}

/** The identities of a person that had one of our pages open since then (ISO 8601 UTC). */
export async function identitiesSeenSince(db: Db, personId: number, since: string): Promise<number[]> {
  return db('visit')
    .join('identity', 'identity.id', 'visit.identity_id')
    .where('identity.person_id', personId)
    .where('visit.seen_at', '>=', since)
    .distinct('identity.id')
    .pluck('identity.id')
}
