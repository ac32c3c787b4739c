import type { App } from '../../../module.ts'
import type { Typed } from '../../../platform/http/index.ts'
import { faultWords } from '../../../platform/i18n/index.ts'
import { listAgents, listTeams } from '../../agents/index.ts'
import { type Channel, channelBrief, listChannels } from '../../channels/index.ts'
import { clinicOf, ownHoursView } from '../../clinic/index.ts'
import { agentSettings, channelSettings, groupSettings, receptionSettings } from '../service/settings.ts'
import { agentDefaults, channelDefaults, groupDefaults, methods } from '../settings.ts'

const minute = 60

type Named = { id: number; name: string }

/** Groups, accounts and agents with what is set for each; agents with what was typed where that was wrong. */
export async function placesPage(app: App, locale: string, typed?: Typed) {
  const teams = await listTeams(app.db)
  return {
    tab: 'places',
    method: (await receptionSettings(app.db)).method,
    groups: await groupRows(app, teams),
    channels: await channelRows(app, teams),
    agents: await agentRows(app, locale, typed),
    capacity: (await receptionSettings(app.db)).capacity,
  }
}

/** The form of one group. */
export async function groupPage(app: App, locale: string, team: Named, typed?: Typed) {
  const { hours, method, overflow, most } = await groupSettings.of(app.db, team.id)
  const after = overflow ? overflow.after / minute : ''
  const stored = { method: method ?? '', most: most ?? '', after, teamId: overflow?.teamId ?? '' }
  return {
    tab: 'places',
    team,
    teams: (await listTeams(app.db)).filter(({ id }) => id !== team.id),
    methods,
    house: (await receptionSettings(app.db)).method,
    hours: ownHoursView(hours, (await clinicOf(app.db)).hours, typed),
    values: { ...stored, ...typed?.values },
    errors: faultWords(app, locale, typed?.faults),
  }
}

/** The form of one account of a channel. */
export async function channelPage(app: App, locale: string, channel: Channel, typed?: Typed) {
  const { hours, teamId } = await channelSettings.of(app.db, channel.id)
  return {
    tab: 'places',
    channel: channelBrief(app, channel),
    teams: await listTeams(app.db),
    hours: ownHoursView(hours, (await clinicOf(app.db)).hours, typed),
    values: { teamId: teamId ?? '', ...typed?.values },
    errors: faultWords(app, locale, typed?.faults),
  }
}

/** Agents who can be given anything. */
export async function workingAgents(app: App) {
  return (await listAgents(app)).filter(({ state }) => state === 'active')
}

async function groupRows(app: App, teams: Awaited<ReturnType<typeof listTeams>>) {
  const own = await groupSettings.all(app.db)
  return teams.map(({ id, name, branch, memberIds }) => {
    const { method, overflow, most } = own.get(id) ?? groupDefaults
    const next = overflow && teams.find((team) => team.id === overflow.teamId)
    const spill = overflow && next ? { minutes: overflow.after / minute, team: next.name } : undefined
    return { id, name, branch, members: memberIds.length, method, most, overflow: spill }
  })
}

async function channelRows(app: App, teams: Named[]) {
  const own = await channelSettings.all(app.db)
  return (await listChannels(app.db)).map((channel) => {
    const { teamId } = own.get(channel.id) ?? channelDefaults
    return { ...channelBrief(app, channel), team: teams.find(({ id }) => id === teamId)?.name }
  })
}

async function agentRows(app: App, locale: string, typed?: Typed) {
  const own = await agentSettings.all(app.db)
  const errors = faultWords(app, locale, typed?.faults)
  return (await workingAgents(app)).map((agent) => {
    const { capacity, share } = own.get(agent.id) ?? agentDefaults
    return {
      ...agent,
      capacity: typed?.values[`capacity.${agent.id}`] ?? capacity ?? '',
      share: typed?.values[`share.${agent.id}`] ?? share,
      errors: { capacity: errors[`capacity.${agent.id}`], share: errors[`share.${agent.id}`] },
    }
  })
}
