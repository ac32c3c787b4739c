import type { App, Viewer } from '../../../module.ts'
import { peopleLike, type PersonBrief, personBriefs, phoneOf, visibleAmong } from '../../people/index.ts'

const mostFound = 20

/** Whom this viewer could mean by a name, tag or number; the newest first, without the person who is `not` meant. */
export async function candidatesFor(
  app: App,
  viewer: Viewer,
  query: string,
  not?: number,
): Promise<PersonBrief[]> {
  const text = query.trim()
  if (!text) return []
  const phone = phoneOf(text)
  const digits = /^\d{4,}$/.test(text) ? text : undefined
  const found = await peopleLike(
    app.db,
    { text, ...(phone && { phone }), ...(digits && { digits }) },
    mostFound * 2,
  )
  const seen = await visibleAmong(app.db, viewer, found)
  const briefs = await personBriefs(app, viewer.locale, seen)
  return found
    .filter((id) => id !== not)
    .flatMap((id) => briefs.get(id) ?? [])
    .slice(0, mostFound)
}
