import type { App } from '../../../module.ts'
import type { QueuePlace } from '../../../plugin/index.ts'
import { allQueueSettings, queueDefaults } from '../../lines/index.ts'
import { liveCalls } from '../store/calls.ts'
import { waitingByTeam } from '../store/queue.ts'
import { readRoster, type Roster } from './roster.ts'
import { expectedWait } from './waiting.ts'

/** Where those stand who wait on the telephone, as they are told there, by their conversation. */
export async function placesOnPhone(app: App): Promise<Map<number, QueuePlace>> {
  const waiting = await waitingByTeam(app.db)
  if (waiting.size === 0) return new Map()
  const calls = new Map((await liveCalls(app.db)).map((call) => [call.id, call]))
  const settings = await allQueueSettings(app.db)
  const rosters = new Map<number, Roster>()
  const places = new Map<number, QueuePlace>()
  for (const [teamId, ids] of waiting) {
    for (const [ahead, id] of ids.entries()) {
      const { conversationId, channelId } = calls.get(id) ?? {}
      if (!conversationId || channelId === undefined) continue
      const roster = rosters.get(channelId) ?? (await readRoster(app, channelId))
      rosters.set(channelId, roster)
      const position = ahead + 1
      const queue = settings.get(teamId) ?? queueDefaults
      const seconds = await expectedWait(app, roster, { teamId, position, queue })
      places.set(conversationId, { position, ...(seconds !== undefined && { seconds }) })
    }
  }
  return places
}
