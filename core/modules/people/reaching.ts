import type { App, Reach, Viewer } from '../../module.ts'
import { identitiesOnSite } from '../journey/index.ts'

/** Over which identities a person can be met just now, as all modules know: being there counts more than an open window. */
export async function reachesOf(app: App, viewer: Viewer, personId: number): Promise<Map<number, Reach>> {
  const told = await Promise.all([
    onSite(app, viewer, personId),
    ...app.modules.map(({ reach }) => reach?.(app, viewer, personId) ?? []),
  ])
  const best = new Map<number, Reach>()
  for (const reach of told.flat())
    if (best.get(reach.identityId)?.level !== 'now') best.set(reach.identityId, reach)
  return best
}

async function onSite(app: App, viewer: Viewer, personId: number): Promise<Reach[]> {
  const ids = await identitiesOnSite(app.db, personId, app.clock())
  const text = app.i18n.t(viewer.locale, 'people.reach.site')
  return ids.map((identityId) => ({ identityId, level: 'now', text }))
}
