import joi from 'joi'
import type { App } from '../../module.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { parse } from '../../platform/http/index.ts'
import { type Actor, audit, changedFields } from '../agents/index.ts'
import { readSetting, writeSetting } from '../clinic/index.ts'
import { mostStars } from './rating.ts'

/** When customers are asked, and in which words. */
export type RatingSettings = {
  on: boolean
  /** Minutes from the end of a reception to the question. */
  delay: number
  /** Days in which one person is asked once. */
  cooling: number
  /** The question in the clinic's own words; '' for the house's. */
  text: string
  /** Fewer stars than these are told at once; 1: none are. */
  alertBelow: number
}

const ratingDefaults: RatingSettings = { on: false, delay: 5, cooling: 30, text: '', alertBelow: 3 }

const key = 'ratings'
const whole = (min: number, max: number) => joi.number().integer().min(min).max(max).required()
const schema = joi.object<RatingSettings>({
  on: joi.boolean().truthy('on').default(false),
  delay: whole(0, 24 * 60),
  cooling: whole(0, 365),
  text: joi.string().trim().allow('').max(100).required(),
  alertBelow: whole(1, mostStars),
})

/** The settings as an admin made them, with the house's own for what was left out. */
export async function ratingSettings(db: Db): Promise<RatingSettings> {
  return { ...ratingDefaults, ...(await readSetting<Partial<RatingSettings>>(db, key, {})) }
}

/** Keeps what the form says; the audit log names what became different. Throws Invalid that names the fields. */
export async function saveRatingSettings(app: App, actor: Actor, form: unknown): Promise<void> {
  const after = parse(schema, form)
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const fields = changedFields(await ratingSettings(trx), after)
    if (fields.length === 0) return
    await writeSetting(trx, key, after)
    await audit(trx, { ...actor, action: 'ratings.edited', object: 'ratings', detail: { fields } }, at)
  })
}
