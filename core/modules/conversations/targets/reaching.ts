import type { App, Reach, Viewer } from '../../../module.ts'
import { targetScreen } from '../routes/target-screen.ts'
import { targetsOf } from './targets.ts'

/** The accounts over which a person may be answered for a while, and how long. */
export async function openWindows(app: App, viewer: Viewer, personId: number): Promise<Reach[]> {
  const { targets } = targetScreen(app, viewer, await targetsOf(app, { id: 0, personId }))
  return targets
    .filter(({ limited, available }) => limited && available)
    .map(({ identityId, words }) => ({ identityId, level: 'open', text: words }))
}
