import { Invalid, NotFound } from '../../errors.ts'
import type { App } from '../../module.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { earlier } from '../../platform/time.ts'
import type { VisitReport } from '../../plugin/index.ts'
import { cleanUrl } from './address.ts'
import { type Device, deviceOf as readDevice } from './device.ts'
import { lineOf } from './line.ts'
import {
  countPages,
  endConsents,
  growDwell,
  hasWithdrawn,
  identitiesSeenSince,
  insertConsent,
  insertPage,
  keepVisit,
  latestPageOf,
  latestPages,
  latestVisit,
  type PageRow,
  personOf,
  setFirstTouch,
  setLastTouch,
  setSeen,
} from './store.ts'
import { type Touch, touchOf } from './touch.ts'

/** A page in a person's path. `at` ISO 8601 UTC, `dwell` seconds in view, `live` where it is open right now. */
export type PathPage = { url: string; title: string; at: string; dwell: number; live: boolean }

/** What is known of somebody when they open a conversation. */
export type Context = { page?: { url: string; title: string }; touch?: Touch; device?: Device }

type Actor = Pick<App, 'db' | 'clock'>

const mostPages = 500
const aDay = 86_400
const liveFor = 60_000

/**
 * Keeps what the site tells of a visit: once for each visit and page, however often it is told. Its source becomes the
 * person's first touch where there is none, and the last one unless they came by themselves. Of an identity that has
 * withdrawn its consent nothing is kept until it agrees anew.
 * Throws `NotFound` for an unknown identity, `Invalid` for ids that are none.
 */
export async function recordVisit(app: Actor, identityId: number, report: VisitReport): Promise<void> {
  checkUid(report.uid)
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const personId = await personOf(trx, identityId)
    if (personId === undefined) throw new NotFound()
    if (await hasWithdrawn(trx, identityId)) return
    const touch = touchOf(report.landing, report.referrer)
    const visit = await keepVisit(trx, { uid: report.uid, identityId, touch, device: deviceIn(report), at })
    if (visit.isNew) await recordTouch(trx, personId, touch)
    await setSeen(trx, personId, at)
    const page = pageIn(report, visit.id, at)
    const isTold = (page && (await keepPage(trx, page))) || visit.isNew
    if (isTold) await append(trx, { topic: `person:${personId}`, type: 'visit.page', ref: visit.id }, at)
  })
}

/** Records agreement to a version of the privacy text; until it is withdrawn, the first time counts. */
export async function recordConsent(app: Actor, identityId: number, textVersion: string): Promise<void> {
  if (!/^[\w.:-]{1,40}$/.test(textVersion)) throw new Invalid('The version of the text is no version')
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    if (await insertConsent(trx, { identityId, textVersion, at })) await tellOfConsent(trx, identityId, at)
  })
}

/** Takes back what this identity has agreed to; answers whether there was anything to take back. */
export async function endConsent(trx: Db, identityId: number, at: string): Promise<boolean> {
  const ended = await endConsents(trx, identityId, at)
  if (ended) await tellOfConsent(trx, identityId, at)
  return ended
}

/** Where a person went, newest first. */
export async function pathOf(db: Db, personId: number, now = new Date(), limit = 50): Promise<PathPage[]> {
  const pages = await latestPages(db, personId, limit)
  const liveSince = earlier(now, liveFor)
  return pages.map(({ url, title, at, dwell, seenAt }, index) => {
    return { url, title, at, dwell, live: index === 0 && seenAt >= liveSince }
  })
}

/** The identities of a person that have a page of our site open now. */
export async function identitiesOnSite(db: Db, personId: number, now: Date): Promise<number[]> {
  return identitiesSeenSince(db, personId, earlier(now, liveFor))
}

/** What the person used last, or undefined where they never visited. */
export async function deviceOf(db: Db, personId: number): Promise<Device | undefined> {
  return (await latestVisit(db, { personId }))?.device
}

/** The page, source and device of the visit that an identity is on, to stand beside its first message. */
export async function contextFor(db: Db, identityId: number): Promise<Context> {
  const visit = await latestVisit(db, { identityId })
  if (!visit) return {}
  const page = await latestPageOf(db, visit.id)
  return {
    ...(page && { page: { url: page.url, title: page.title } }),
    touch: visit.touch,
    device: visit.device,
  }
}

/** Makes this how a person came last, if they did not come by themselves, and first where nothing was known. */
export async function recordTouch(trx: Db, personId: number, touch: Touch): Promise<void> {
  await setFirstTouch(trx, personId, touch)
  if (touch.class !== 'direct') await setLastTouch(trx, personId, touch)
}

async function tellOfConsent(trx: Db, identityId: number, at: string) {
  const personId = await personOf(trx, identityId)
  if (personId === undefined) throw new NotFound()
  await append(trx, { topic: `person:${personId}`, type: 'person.changed', ref: personId }, at)
}

/** Answers whether anything changed. Past 500 pages a visit is no visit any more, and only known pages grow. */
async function keepPage(trx: Db, page: PageRow): Promise<boolean> {
  const isRoom = (await countPages(trx, page.visitId)) < mostPages
  if (isRoom && (await insertPage(trx, page))) return true
  return growDwell(trx, page)
}

function pageIn({ page }: VisitReport, visitId: number, at: string): PageRow | undefined {
  const url = cleanUrl(page?.url)
  if (!page || !url) return undefined
  checkUid(page.uid)
  return { visitId, uid: page.uid, url, title: lineOf(page.title, 300), at, dwell: seconds(page.dwell) }
}

function deviceIn({ userAgent, language, screen }: VisitReport): Device {
  const device = readDevice(userAgent)
  if (language && /^[\w-]{1,20}$/.test(language)) device.language = language
  if (screen && /^\d{1,5}x\d{1,5}$/.test(screen)) device.screen = screen
  return device
}

function checkUid(uid: string) {
  if (!/^[\w-]{1,40}$/.test(uid)) throw new Invalid([{ field: 'uid', message: 'not an id' }])
}

function seconds(dwell: number): number {
  return Number.isFinite(dwell) ? Math.round(Math.min(Math.max(dwell, 0), aDay)) : 0
}
