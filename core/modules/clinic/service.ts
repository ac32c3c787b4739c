import { createHash } from 'node:crypto'
import { Settings } from 'luxon'
import { Invalid } from '../../errors.ts'
import type { App } from '../../module.ts'
import type { Brand } from '../../plugin/index.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { type Actor, audit, changedFields } from '../agents/index.ts'
import { type Clinic, unnamed } from './clinic.ts'
import { readSetting, writeSetting } from './store.ts'
import { isTimezone } from './timezones.ts'

const key = 'clinic'
const brands = new WeakMap<Db, Promise<Brand>>()

/** The clinic as an admin described it, with defaults for what was left out. */
export async function clinicOf(db: Db): Promise<Clinic> {
  return { ...unnamed, ...(await readSetting<Partial<Clinic>>(db, key, {})) }
}

/**
 * Changes what is given and leaves the rest; the audit log says which. A changed privacy text gets a version of its
 * own. Throws `Invalid` for a time zone that is none.
 */
export async function saveClinic(app: App, actor: Actor, change: Partial<Clinic>): Promise<Clinic> {
  if (change.timezone !== undefined && !isTimezone(change.timezone)) {
    throw new Invalid([{ field: 'timezone', message: 'errors.fault.choice' }])
  }
  const at = app.clock().toISOString()
  return transaction(app.db, async (trx, after) => {
    const before = await clinicOf(trx)
    const clinic = withVersion({ ...before, ...change })
    const fields = changedFields(before, clinic)
    if (fields.length === 0) return clinic
    await writeSetting(trx, key, clinic)
    after(() => brands.delete(app.db))
    await append(trx, { topic: 'settings', type: 'settings.changed' }, at)
    await audit(trx, { ...actor, action: 'clinic.edited', object: 'clinic', detail: { fields } }, at)
    return clinic
  })
}

/** How the clinic looks to visitors and on every page. */
export async function brandOf(db: Db): Promise<Brand> {
  const { name, logo, accent, locale, timezone, privacy, icp } = await clinicOf(db)
  return { name, accent, locale, timezone, privacy, icp, logo: logo && `/brand/${logo}` }
}

/** As `brandOf`, read once and anew after each change, also by another process: every message asks for it. */
export function keepBrand(app: Pick<App, 'db' | 'events'>): () => Promise<Brand> {
  app.events.on((events) => {
    if (events.some(({ type }) => type === 'settings.changed')) brands.delete(app.db)
  })
  return () => brands.get(app.db) ?? readBrand(app.db)
}

function readBrand(db: Db): Promise<Brand> {
  const read = brandOf(db)
  brands.set(db, read)
  read.catch(() => brands.delete(db))
  return read
}

/** Lets the whole process think in the clinic's time zone, whatever the machine's is, also after a change. */
export async function keepTimezone(app: Pick<App, 'db' | 'events'>): Promise<void> {
  const keep = async () => void (Settings.defaultZone = (await clinicOf(app.db)).timezone)
  app.events.on(async (events) => {
    if (events.some(({ type }) => type === 'settings.changed')) await keep()
  })
  await keep()
}

/** The version of a text is a digest of its words: the same words are the same version. */
function withVersion(clinic: Clinic): Clinic {
  const { text, url } = clinic.privacy
  const version = text || url ? createHash('sha256').update(`${text}\n${url}`).digest('hex').slice(0, 12) : ''
  return { ...clinic, privacy: { ...clinic.privacy, version } }
}
