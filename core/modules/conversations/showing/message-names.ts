import type { App } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { agentNames, teamNames } from '../../agents/index.ts'
import { customerFaces, type Face } from '../../people/index.ts'
import { agentIdOf } from './customer.ts'
import { type FileRow, filesOf } from '../store/files.ts'
import type { Message } from '../store/rows.ts'
import { mentionsOf } from '../store/timeline.ts'

/** Whom and what some messages speak of, by id. */
export type Names = {
  agents: Awaited<ReturnType<typeof agentNames>>
  customers: Map<number, Face>
  teams: Map<number, string>
  mentions: Map<number, number[]>
  files: Map<number, FileRow[]>
}

/** Everything that these messages are shown with, in a few queries. */
export async function readNames(app: App, db: Db, locale: string, messages: Message[]): Promise<Names> {
  const ids = messages.map(({ id }) => id)
  const mentions = await mentionsOf(db, ids)
  const events = messages.flatMap(({ data }) => (data.event ? [data.event.values] : []))
  const calls = messages.flatMap(({ data }) => data.call ?? [])
  const agentIds = [
    ...messages.flatMap(({ author }) => agentIdOf(author) ?? []),
    ...events.flatMap(({ agent }) => (agent === undefined ? [] : [Number(agent)])),
    ...calls.flatMap(({ agentId }) => agentId ?? []),
    ...[...mentions.values()].flat(),
  ]
  const teamIds = events.flatMap(({ team }) => (team === undefined ? [] : [Number(team)]))
  const identities = messages.flatMap(({ identityId }) => identityId ?? [])
  return {
    agents: await agentNames(db, [...new Set(agentIds)]),
    customers: await customerFaces(app, db, locale, [...new Set(identities)]),
    teams: await teamNames(db, [...new Set([...teamIds, ...calls.flatMap(({ teamId }) => teamId ?? [])])]),
    mentions,
    files: await filesOf(db, ids),
  }
}

/** What an agent is called, '' where there is none. */
export function nameOf({ agents }: Names, id: number): string {
  return agents.get(id)?.name ?? ''
}
