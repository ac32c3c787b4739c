import joi from 'joi'
import { Invalid } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { parse } from '../../../platform/http/index.ts'
import { type Actor, audit } from '../../agents/index.ts'
import { type HoursFields } from '../hours-form.ts'
import { type Weekday, weekdays } from '../hours.ts'
import { holidaysIn } from '../own-hours.ts'
import { clinicOf, saveClinic } from '../service.ts'
import { dropDay, putDays } from '../store.ts'
import { type DayKind, dayKinds, houseDays, type OwnDay } from './calendar.ts'
import { datesBetween } from './dates.ts'

type Said = { date: string; to: string; kind: DayKind; name: string; follows: Weekday }

const said = joi.object<Said>({
  date: joi.string().required(),
  to: joi.string().empty('').default(joi.ref('date')),
  kind: joi.valid(...dayKinds).required(),
  name: joi.string().trim().max(40).required(),
  follows: joi.valid(...weekdays).default('mon'),
})

/** Makes days holidays or working days from a form: `date` to `to`, both in it. Throws `Invalid`. */
export async function sayDays(app: App, actor: Actor, fields: object): Promise<string> {
  const { date, to, kind, name, follows } = parse(said, fields)
  const dates = datesBetween(date, to)
  if (!dates) throw new Invalid([{ field: 'date', message: 'clinic.fault.dates' }])
  const day = { kind, name, follows: kind === 'workday' ? follows : null }
  await saveDays(
    app,
    actor,
    dates.map((each) => ({ date: each, ...day })),
  )
  return date
}

/** Stores what an admin says of days. */
export async function saveDays(app: App, actor: Actor, days: OwnDay[]): Promise<void> {
  await change(
    app,
    actor,
    days.map(({ date }) => date),
    (trx) => putDays(trx, days),
  )
}

/** Makes a day like any other: forgets what an admin said of it, and sets aside what the house knows of it. */
export async function clearDay(app: App, actor: Actor, date: string): Promise<void> {
  const { timezone } = await clinicOf(app.db)
  const usual: OwnDay = { date, kind: 'usual', name: '', follows: null }
  await change(app, actor, [date], (trx) =>
    houseDays(timezone).has(date) ? putDays(trx, [usual]) : dropDay(trx, date),
  )
}

/** Forgets what an admin said of a day: it is again what the house knows of it. */
export async function restoreDay(app: App, actor: Actor, date: string): Promise<void> {
  await change(app, actor, [date], (trx) => dropDay(trx, date))
}

/** Saves what the clinic keeps on holidays from a form. Throws `Invalid`. */
export async function saveHolidayHours(app: App, actor: Actor, fields: HoursFields): Promise<void> {
  const { hours } = await clinicOf(app.db)
  await saveClinic(app, actor, { hours: { ...hours, holidays: holidaysIn(fields) ?? 'closed' } })
}

async function change(app: App, actor: Actor, days: string[], work: (trx: Db) => Promise<void>) {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    await work(trx)
    await append(trx, { topic: 'settings', type: 'settings.changed' }, at)
    await audit(trx, { ...actor, action: 'calendar.edited', object: 'clinic', detail: { days } }, at)
  })
}
