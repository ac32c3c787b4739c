import type { App, Viewer } from '../../module.ts'
import { can, listTeams } from '../agents/index.ts'
import { maySee } from '../routing/index.ts'
import type { Call } from './call.ts'
import { agentLine } from './store/agent-lines.ts'

type Held = Pick<Call, 'agentId' | 'teamId'>

/** Which calls this viewer may look at, and listen to: supervisors see what they see of conversations. */
export async function oversight(app: App, viewer: Viewer): Promise<(call: Held) => boolean> {
  if (!can(viewer, 'calls.supervise')) return () => false
  const teams = await listTeams(app.db)
  const teamsOf = (agentId: number | null) =>
    teams.flatMap(({ id, memberIds }) => (agentId !== null && memberIds.includes(agentId) ? [id] : []))
  return ({ agentId, teamId }) => maySee(viewer, { agentId, teamId, agentTeamIds: teamsOf(agentId) })
}

/**
 * Has this viewer to do with a call: it is theirs, their phone is busy with it, or they supervise it. For everybody else
 * it is not there. On a transaction `app.db` is that.
 */
export async function hasPart(app: App, viewer: Viewer, call: Call): Promise<boolean> {
  if (call.agentId === viewer.agentId) return true
  const { callId, state } = await agentLine(app.db, viewer.agentId)
  return (callId === call.id && state !== 'idle') || (await oversight(app, viewer))(call)
}
