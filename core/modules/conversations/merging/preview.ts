import type { App, Viewer } from '../../../module.ts'
import {
  belongingOf,
  type Chosen,
  chosen,
  factsFor,
  isContested,
  personOf,
  type PersonView,
  visiblePerson,
} from '../../people/index.ts'
import { sourceText } from '../../journey/index.ts'
import { countsOf } from './store.ts'

/** One of two people as the preview shows them. */
export type Side = Pick<
  PersonView,
  'id' | 'name' | 'avatar' | 'stage' | 'note' | 'tags' | 'identities' | 'givenName'
> & {
  owner?: string
  registered: { at: string; agent?: string; channel?: string }
  source?: string
  counts: { conversations: number; calls: number; open: number }
}

/** Two people and what becomes of them. `contested`: both say something else, staff choose. */
export type MergePreview = {
  kept: Side
  left: Side
  contested: Record<Chosen, boolean>
  tags: string[]
  counts: Side['counts']
  bothOpen: boolean
}

/** What a merge of these two would be. Throws NotFound for whoever this viewer may not see. */
export async function mergePreview(
  app: App,
  viewer: Viewer,
  { kept: keptId, left: leftId }: { kept: number; left: number },
): Promise<MergePreview> {
  const [kept, left] = [await sideOf(app, viewer, keptId), await sideOf(app, viewer, leftId)]
  const [one, other] = [await factsFor(app.db, kept.id), await factsFor(app.db, left.id)]
  const contested = chosen.map((field) => [field, isContested(field, one, other)])
  return {
    kept,
    left,
    contested: Object.fromEntries(contested),
    tags: [...new Set([...kept.tags, ...left.tags])],
    counts: {
      conversations: kept.counts.conversations + left.counts.conversations,
      calls: kept.counts.calls + left.counts.calls,
      open: Math.min(1, kept.counts.open + left.counts.open),
    },
    bothOpen: kept.counts.open + left.counts.open > 1,
  }
}

/** One of them. Throws NotFound where this viewer may not see them. */
export async function sideOf(app: App, viewer: Viewer, asked: number): Promise<Side> {
  const person = await visiblePerson(app.db, viewer, asked)
  const view = await personOf(app, viewer, person.id)
  const { id, name, givenName, avatar, stage, note, tags, identities, touch } = view
  const { owner, registered } = await belongingOf(app, viewer, person)
  const t = (key: string, values?: object) => app.i18n.t(viewer.locale, key, values)
  const first = touch?.first ?? touch?.last
  return {
    id,
    name,
    givenName,
    stage,
    note,
    tags,
    identities,
    registered,
    ...(avatar && { avatar }),
    ...(owner && { owner: owner.name }),
    ...(first && { source: sourceText(t, first).label }),
    counts: await countsOf(app.db, viewer, id),
  }
}
