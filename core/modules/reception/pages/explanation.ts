import type { App } from '../../../module.ts'
import { listAgents } from '../../agents/index.ts'
import type { Candidate, Explanation } from '../decision.ts'
import { say, type Tongue } from './words.ts'

type Face = { id: number; name: string; avatar?: string }

/** Why somebody went to whom they went, in words and with everybody who was thought of. */
export async function explanationView(app: App, tongue: Tongue, explanation: Explanation) {
  const faces = new Map((await listAgents(app)).map(({ id, name, avatar }) => [id, { id, name, avatar }]))
  const faceOf = (id: number): Face => faces.get(id) ?? { id, name: say(tongue, 'reception.why.nobody-left') }
  const { agentId, candidates, left, method, step } = explanation
  return {
    step,
    agent: agentId === null ? undefined : faceOf(agentId),
    because: becauseOf(tongue, explanation),
    method: candidates.length > 1 ? say(tongue, `reception.why.by.${method}`) : undefined,
    candidates: candidates
      .toSorted((one, other) => Number(other.agentId === agentId) - Number(one.agentId === agentId))
      .map((candidate) => ({
        ...faceOf(candidate.agentId),
        ...loadOf(candidate),
        isChosen: candidate.agentId === agentId,
        idleSince: method === 'longest-idle' ? candidate.idleSince : undefined,
        share: method === 'weighted' ? { given: candidate.given, share: candidate.share } : undefined,
      })),
    left: left.map(({ agentId: id, why }) => ({
      ...faceOf(id),
      why: say(tongue, `reception.obstacle.${why}`),
    })),
  }
}

/** What led there, in one sentence. */
function becauseOf(tongue: Tongue, { step, teamId, ruleName, agentId }: Explanation): string {
  const { teams, agents } = tongue.names
  const team = teamId === null ? '' : (teams.get(teamId) ?? say(tongue, 'reception.why.no-team'))
  const agent = agentId === null ? '' : (agents.get(agentId) ?? '')
  const key = step === 'rule' && !team ? 'rule-alone' : step
  return say(tongue, `reception.why.step.${key}`, { rule: ruleName, team, agent })
}

/** How full somebody is: 2 of 8 is a quarter. */
function loadOf({ load, capacity }: Candidate) {
  const percent = capacity > 0 ? Math.min(100, Math.round((load / capacity) * 100)) : 100
  return { load, capacity, percent }
}
