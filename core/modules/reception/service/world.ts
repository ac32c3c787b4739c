import { DateTime } from 'luxon'
import type { App } from '../../../module.ts'
import { askModules } from '../../../platform/asking.ts'
import type { Db } from '../../../platform/db/index.ts'
import { agentsWith, allottedAgents, listTeams, onlineAgents } from '../../agents/index.ts'
import { clinicOf, hoursOf, weekdayOf } from '../../clinic/index.ts'
import type { Obstacle } from '../decision.ts'
import type { Moment } from '../matching.ts'
import { agentDefaults, type ChannelSettings, groupDefaults, type ReceptionSettings } from '../settings.ts'
import { listRules } from '../store/rules.ts'
import { givenSince, openByKind, workingAgents } from '../store/staff.ts'
import { type Group, type Staff, weightOf, type World } from '../world.ts'
import { agentSettings, channelSettings, groupSettings, receptionSettings } from './settings.ts'

const hour = 60 * 60 * 1000
/** Whoever was given nothing for so long is as rested as anybody. */
const longRest = 8 * hour

/** Reads what decisions are made of; on a transaction `db` is that. `at`: what rules are told of the clock, now unless told. */
export async function readWorld(app: App, db: Db, at = app.clock()): Promise<World> {
  const settings = await receptionSettings(db)
  const channels = [...(await channelSettings.all(db))]
  return {
    settings,
    rules: await listRules(db),
    groups: await readGroups(db),
    channels: new Map(channels.flatMap(([id, { teamId }]) => (teamId === null ? [] : [[id, teamId]]))),
    staff: await readStaff(app, db, settings),
    moment: await readMoment(db, at, channels),
  }
}

async function readGroups(db: Db): Promise<Map<number, Group>> {
  const settings = await groupSettings.all(db)
  const teams = await listTeams(db)
  return new Map(
    teams.map(({ id, memberIds }) => [id, { ...(settings.get(id) ?? groupDefaults), members: memberIds }]),
  )
}

async function readStaff(app: App, db: Db, settings: ReceptionSettings): Promise<Map<number, Staff>> {
  const now = app.clock().getTime()
  const [since, lately] = [now - longRest, now - hour].map((time) => new Date(time).toISOString())
  const own = await agentSettings.all(db)
  const open = Map.groupBy(await openByKind(db), ({ agentId }) => agentId)
  const got = await givenSince(db, { since: since ?? '', lately: lately ?? '' })
  const hindrance = await readHindrances(app, db)
  const narrow = await allottedAgents(db)
  const staff = (await workingAgents(db)).map((agentId): Staff => {
    const { capacity: personal, share } = own.get(agentId) ?? agentDefaults
    const capacity = personal ?? settings.capacity
    const weights = (open.get(agentId) ?? []).map(
      (each) => each.open * weightOf({ settings }, each, capacity),
    )
    const { last: idleSince = null, given = 0 } = got.get(agentId) ?? {}
    const load = weights.reduce((sum, weight) => sum + weight, 0)
    const candidate = { agentId, load, capacity, idleSince, given, share }
    return { ...candidate, hindered: hindrance(agentId), allotted: narrow.has(agentId) }
  })
  return new Map(staff.map((each) => [each.agentId, each]))
}

/** What keeps each of them from taking anything: the first of it, where it is several things. */
async function readHindrances(app: App, db: Db): Promise<(agentId: number) => Obstacle | null> {
  const allowed = new Set(await agentsWith(db, 'conversations.reply'))
  const online = await onlineAgents({ clock: app.clock, db })
  const present = new Map(online.map(({ agentId, state }) => [agentId, state]))
  const busy = new Set(await askModules(app, ({ occupied }) => occupied?.(app, db)))
  return (agentId) => {
    const state = present.get(agentId)
    if (!allowed.has(agentId)) return 'not-permitted'
    if (state !== 'online') return state ?? 'absent'
    return busy.has(agentId) ? 'on-call' : null
  }
}

async function readMoment(db: Db, at: Date, channels: [number, ChannelSettings][]): Promise<Moment> {
  const { timezone } = await clinicOf(db)
  const open = (await hoursOf({ db })).isOpen(at)
  const byChannel = new Map<number, boolean>()
  for (const [channelId, { hours }] of channels)
    if (hours) byChannel.set(channelId, (await hoursOf({ db }, { channelId })).isOpen(at))
  const now = DateTime.fromJSDate(at, { zone: timezone })
  return { open, byChannel, day: weekdayOf(now), time: now.toFormat('HH:mm') }
}
