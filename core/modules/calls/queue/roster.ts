import type { App } from '../../../module.ts'
import { agentsWith, listTeams, onlineAgents } from '../../agents/index.ts'
import { type Extension, listExtensions, phoneName } from '../../lines/index.ts'
import { type AgentLine, freshLine } from '../agent-line.ts'
import { agentLines } from '../store/agent-lines.ts'
import { supervisingAgents } from '../store/legs.ts'

/** A phone that would ring now. `parked`: a leg that is up already. */
export type RingingPhone = { phone: string; auto: boolean; parked?: string }

/** Who is there to take the calls of an exchange, as it is at one moment. */
export type Roster = {
  lineOf: (agentId: number) => AgentLine
  /** `isBack`: asked for by whoever is at the phone again, whether the exchange has told of it or not. */
  phoneOf: (agentId: number, isBack?: boolean) => RingingPhone | undefined
  /** Whose extension has this number. */
  agentAt: (number: string) => number | undefined
  /** Nobody has them in a call. Wrapping up is no obstacle. */
  isFree: (agentId: number) => boolean
  /** Those of a team who may take a call now, who has rested longest first. */
  ready: (teamId: number) => number[]
  /** Of these, in their order, those who may take a call now, whatever team they are in. */
  readyAmong: (agentIds: number[]) => number[]
  /** Is anybody, of any team, ready? */
  isAnybodyReady: () => boolean
  /** How many of a team are there to take calls, talking ones too. */
  onDuty: (teamId: number) => number
}

/** Reads everybody at once; on a transaction `app.db` is that. */
export async function readRoster(app: App, channelId: number): Promise<Roster> {
  const lines = await agentLines(app.db)
  const extensions = await extensionsOf(app, channelId)
  const teams = new Map((await listTeams(app.db)).map((team) => [team.id, team.memberIds]))
  const allowed = new Set(await agentsWith(app.db, 'calls.take'))
  const online = await onlineAgents(app)
  const present = new Set(online.filter(({ state }) => state === 'online').map(({ agentId }) => agentId))
  const supervising = new Set(await supervisingAgents(app.db))
  const lineOf = (agentId: number) => lines.get(agentId) ?? freshLine(agentId)
  const phoneOf: Roster['phoneOf'] = (agentId, isBack) =>
    ringing(extensions.get(agentId), lineOf(agentId), isBack)
  const isThere = (id: number) => allowed.has(id) && present.has(id) && phoneOf(id) !== undefined
  const isReady = (id: number) => isThere(id) && !supervising.has(id) && lineOf(id).state === 'idle'
  const staffOf = (teamId: number) => (teams.get(teamId) ?? []).filter(isThere)
  return {
    lineOf,
    phoneOf,
    agentAt: (number) => [...extensions.values()].find((each) => each.number === number)?.agentId,
    isFree: (agentId) => !supervising.has(agentId) && ['idle', 'wrapping'].includes(lineOf(agentId).state),
    ready: (teamId) =>
      (teams.get(teamId) ?? []).filter(isReady).sort((one, other) => byRest(lineOf(one), lineOf(other))),
    readyAmong: (agentIds) => agentIds.filter(isReady),
    isAnybodyReady: () => [...present].some(isReady),
    onDuty: (teamId) => staffOf(teamId).length,
  }
}

async function extensionsOf(app: App, channelId: number): Promise<Map<number, Extension>> {
  const here = (await listExtensions(app.db)).filter((extension) => extension.channelId === channelId)
  return new Map(here.map((extension) => [extension.agentId, extension]))
}

function ringing(
  extension: Extension | undefined,
  { parked }: AgentLine,
  isBack = false,
): RingingPhone | undefined {
  if (!extension || !(isBack || parked || extension.online[extension.device])) return undefined
  const { auto, device } = extension
  return { phone: phoneName(extension, device), auto, ...(parked && { parked }) }
}

function byRest(one: AgentLine, other: AgentLine): number {
  if (one.idleSince === other.idleSince) return one.agentId - other.agentId
  return one.idleSince < other.idleSince ? -1 : 1
}
