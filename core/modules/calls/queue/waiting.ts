import type { App } from '../../../module.ts'
import { earlier } from '../../../platform/time.ts'
import { allQueueSettings, queueDefaults, type QueueSettings } from '../../lines/index.ts'
import { readRoster, type Roster } from './roster.ts'
import { talkTimes, waitingByTeam } from '../store/queue.ts'

const lately = 8 * 60 * 60 * 1000
const mostSamples = 50
const fewestSamples = 3

/**
 * How many seconds somebody in this place (1 is next) will wait for a team: what its agents have had to do with each of
 * their calls of the last hours, shared among those who are there now. Undefined where nobody is there, or too few calls
 * were answered to know.
 */
export async function expectedWait(
  app: App,
  roster: Roster,
  { teamId, position, queue }: { teamId: number; position: number; queue: QueueSettings },
): Promise<number | undefined> {
  const agents = roster.onDuty(teamId)
  if (agents === 0) return undefined
  const since = earlier(app.clock(), lately)
  const times = await talkTimes(app.db, teamId, { since, limit: mostSamples })
  if (times.length < fewestSamples) return undefined
  const talk = times.reduce((sum, each) => sum + each, 0) / times.length / 1000
  return Math.round(((talk + queue.wrapSeconds) * position) / agents)
}

/** What somebody who calls now would wait for each of these teams, in seconds; those of which it is unknown are left out. */
export async function expectedWaits(
  app: App,
  channelId: number,
  teamIds: number[],
): Promise<Map<number, number>> {
  const roster = await readRoster(app, channelId)
  const waiting = await waitingByTeam(app.db)
  const settings = await allQueueSettings(app.db)
  const waits = new Map<number, number>()
  for (const teamId of teamIds) {
    const position = (waiting.get(teamId)?.length ?? 0) + 1
    const queue = settings.get(teamId) ?? queueDefaults
    const seconds = await expectedWait(app, roster, { teamId, position, queue })
    if (seconds !== undefined) waits.set(teamId, seconds)
  }
  return waits
}
