import type { App } from '../../../module.ts'
import { type Clinic, clinicOf, hoursOf } from '../../clinic/index.ts'
import {
  allQueueSettings,
  e164,
  findLine,
  flowOf,
  placeSounds,
  queueDefaults,
  soundUrls,
} from '../../lines/index.ts'
import { customerFaces, masked } from '../../people/index.ts'
import type { Call } from '../call.ts'
import type { Target, World } from '../engine/index.ts'
import { readRoster, type Roster } from '../queue/roster.ts'
import { waitingByTeam } from '../store/queue.ts'
import { expectedWait } from '../queue/waiting.ts'

/** What the world has to know of a call; it has no id before it begins. */
export type Subject = Pick<Call, 'channelId' | 'lineId' | 'number' | 'identityId' | 'teamId'> & {
  id?: number
  state?: Call['state']
}

/** Everything that a step may look at. On a transaction `app.db` is that. */
export async function readWorld(app: App, call: Subject): Promise<World> {
  const clinic = await clinicOf(app.db)
  const line = call.lineId === null ? undefined : await findLine(app.db, call.lineId)
  const flow = line && (await flowOf(app.db, line.id))
  const settings = await allQueueSettings(app.db)
  const queue = (teamId: number) => settings.get(teamId) ?? queueDefaults
  const sound = await soundUrls(app)
  const roster = await readRoster(app, call.channelId)
  const waiting = await waitingByTeam(app.db)
  const hours = await hoursOf(app, call)
  const place = await placeOf(app, call, { queue, waiting, roster })
  return {
    now: app.clock().toISOString(),
    flow,
    isOpen: flow?.hours === 'always' || hours.isOpen(app.clock()),
    queue,
    sound,
    say: (at) => placeSounds(sound, at),
    ...(place && { place }),
    waiting: (teamId) => (waiting.get(teamId) ?? []).filter((id) => id !== call.id).length,
    phoneOf: roster.phoneOf,
    isFree: roster.isFree,
    nextOf: (teamId) => roster.ready(teamId)[0],
    meant: (keys) => meant(keys, roster, line?.area),
    shown: await shownOf(app, call, clinic),
    line: line?.number,
  }
}

/** Whom keys mean: the short number of a colleague, or a number outside as people of that city dial it. */
function meant(keys: string, { agentAt }: Roster, area: string | undefined): Target | undefined {
  const agentId = agentAt(keys)
  if (agentId !== undefined) return { agentId }
  const number = e164(keys, area)
  return number ? { number } : undefined
}

type Queues = Pick<World, 'queue'> & { waiting: Map<number, number[]>; roster: Roster }

async function placeOf(app: App, { id, teamId }: Subject, { queue, waiting, roster }: Queues) {
  const ahead = id === undefined || teamId === null ? -1 : (waiting.get(teamId) ?? []).indexOf(id)
  if (ahead < 0 || teamId === null) return undefined
  const position = ahead + 1
  const seconds = await expectedWait(app, roster, { teamId, position, queue: queue(teamId) })
  return { position, ...(seconds !== undefined && { seconds }) }
}

/** What staff's phones show, in the clinic's language: they ring in rooms where others look. */
async function shownOf(app: App, { identityId, number }: Subject, { locale }: Clinic) {
  const faces = identityId === null ? undefined : await customerFaces(app, app.db, locale, [identityId])
  const name = faces?.get(identityId ?? 0)?.name
  return { ...(name && { name }), ...(number && { number: masked('phone', number) }) }
}
