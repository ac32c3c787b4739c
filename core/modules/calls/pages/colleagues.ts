import type { App, Viewer } from '../../../module.ts'
import { listAgents, listTeams } from '../../agents/index.ts'
import { listExtensions } from '../../lines/index.ts'
import type { LineState } from '../agent-line.ts'
import { agentLines } from '../store/agent-lines.ts'

/** Whether a colleague can be rung, the best first. Labels: `calls.colleague.<state>`. */
const states = ['free', 'busy', 'talking', 'break', 'away'] as const
type ColleagueState = (typeof states)[number]

/** Whom a call can be handed to: colleagues with a phone, who is free first, and skill groups. */
export async function colleaguesFor(app: App, viewer: Viewer) {
  const agents = new Map((await listAgents(app)).map((agent) => [agent.id, agent]))
  const lines = await agentLines(app.db)
  const colleagues = (await listExtensions(app.db)).flatMap(({ agentId, device, online, number }) => {
    const agent = agents.get(agentId)
    if (agent?.state !== 'active' || agentId === viewer.agentId) return []
    const { id, name, avatar, presence, teams } = agent
    const state = stateOf(online[device] ? presence : undefined, lines.get(agentId)?.state)
    const mayRing = online[device] && state !== 'talking'
    return [{ id, name, avatar, number, state, mayRing, team: teams[0]?.name }]
  })
  return {
    colleagues: colleagues.toSorted((a, b) => states.indexOf(a.state) - states.indexOf(b.state)),
    teams: (await listTeams(app.db)).map(({ id, name }) => ({ id, name })),
  }
}

function stateOf(presence: string | undefined, line: LineState | undefined): ColleagueState {
  if (line === 'talking' || line === 'offered') return 'talking'
  if (!presence || presence === 'away') return 'away'
  if (presence === 'break') return 'break'
  return presence === 'busy' || line === 'wrapping' ? 'busy' : 'free'
}
