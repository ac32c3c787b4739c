import type { App } from '../../../module.ts'
import type { Decision } from '../decision.ts'
import { explanationView } from './explanation.ts'
import { tongueOf } from './names.ts'

type About = { id: number; at?: string; decisions: Decision[] }

/** What was decided about a conversation, newest first, each with its reasons. */
export async function assignmentPage(app: App, locale: string, { id, at, decisions }: About) {
  const tongue = await tongueOf(app, locale)
  const views = decisions.map(async (decision) => ({
    id: decision.id,
    at: decision.at,
    cause: app.i18n.t(locale, `reception.why.cause.${decision.cause}`),
    ...(await explanationView(app, tongue, decision.explanation)),
  }))
  return { conversation: id, frame: at ?? '', decisions: await Promise.all(views) }
}
