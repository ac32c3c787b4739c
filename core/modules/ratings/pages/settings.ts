import type { App } from '../../../module.ts'
import type { Typed } from '../../../platform/http/index.ts'
import { faultWords } from '../../../platform/i18n/index.ts'
import { clinicOf } from '../../clinic/index.ts'
import { mostStars } from '../rating.ts'
import { ratingSettings } from '../settings.ts'

/** The settings as they are, or as they were typed, with the faults of the fields. */
export async function settingsPage(app: App, locale: string, typed?: Typed) {
  const kept = await ratingSettings(app.db)
  const clinic = await clinicOf(app.db)
  return {
    settings: { ...kept, ...(typed && { on: false, ...typed.values }) },
    usual: app.i18n.t(clinic.locale, 'ratings.question'),
    thresholds: Array.from({ length: mostStars }, (_, index) => index + 1),
    errors: faultWords(app, locale, typed?.faults),
  }
}
