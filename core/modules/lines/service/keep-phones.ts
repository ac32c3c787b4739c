import type { App } from '../../../module.ts'
import { listExtensions } from '../store/extensions.ts'
import { pushPhones } from './phones.ts'

/** Who may not sign in any more has no phone, and who is renamed is shown so: exchanges learn it at once. */
export function keepPhones(app: Pick<App, 'db' | 'events' | 'clock'>): void {
  app.events.on(async (events) => {
    const changed = new Set(events.flatMap(({ type, ref }) => (type === 'agent.changed' && ref ? ref : [])))
    if (changed.size === 0) return
    const theirs = (await listExtensions(app.db)).filter(({ agentId }) => changed.has(agentId))
    for (const channelId of new Set(theirs.map((each) => each.channelId)))
      await pushPhones(app.db, channelId, app.clock().toISOString())
  })
}
