import type { App, Viewer } from '../../module.ts'
import type { Db } from '../../platform/db/index.ts'
import { agentNames, listTeams } from '../agents/index.ts'
import { findLine } from '../lines/index.ts'
import { masked, personBriefs } from '../people/index.ts'
import type { AgentLine } from './agent-line.ts'
import type { Call } from './call.ts'
import { agentLine } from './store/agent-lines.ts'
import { findLive, findCall } from './store/calls.ts'
import type { LiveCall } from './store/rows.ts'

/** A call as a list of staff's shows it: names as they are now, the number masked, durations in milliseconds. */
export type CallView = Omit<Call, 'number'> & {
  name: string
  number: string
  line?: string
  agent?: string
  team?: string
}

/** These calls with the names of those in them, in their order. */
export async function callViews(
  app: App,
  { locale }: Pick<Viewer, 'locale'>,
  calls: Call[],
): Promise<CallView[]> {
  const people = await personBriefs(app, locale, idsIn(calls, 'personId'))
  const agents = await agentNames(app.db, idsIn(calls, 'agentId'))
  const teams = new Map((await listTeams(app.db)).map(({ id, name }) => [id, name]))
  const lines = new Map<number, string>()
  for (const id of idsIn(calls, 'lineId')) lines.set(id, (await findLine(app.db, id))?.name ?? '')
  return calls.map((call) => {
    const line = lines.get(call.lineId ?? 0)
    const agent = agents.get(call.agentId ?? 0)?.name
    const team = teams.get(call.teamId ?? 0)
    return {
      ...call,
      name: people.get(call.personId ?? 0)?.name ?? app.i18n.t(locale, 'calls.unknown'),
      number: call.number && masked('phone', call.number),
      ...(line && { line }),
      ...(agent && { agent }),
      ...(team && { team }),
    }
  })
}

/** What an agent's telephone is about: their line, and the call on it with its live part while it goes on. */
export async function currentCall(
  db: Db,
  agentId: number,
): Promise<{ line: AgentLine; call?: Call | LiveCall }> {
  const line = await agentLine(db, agentId)
  const call = line.callId === null || line.state === 'idle' ? undefined : await findCall(db, line.callId)
  return { line, ...(call && { call: (await findLive(db, call.uid)) ?? call }) }
}

function idsIn(calls: Call[], key: 'personId' | 'agentId' | 'lineId'): number[] {
  return [...new Set(calls.flatMap((call) => call[key] ?? []))]
}
