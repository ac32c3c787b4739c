import { Conflict, Forbidden } from '../../../errors.ts'
import type { Viewer } from '../../../module.ts'
import { can } from '../../agents/index.ts'
import type { Conversation } from '../conversation.ts'

/** May this viewer look over the shoulders of those whose conversations they see? */
export function maySupervise(viewer: Viewer): boolean {
  return can(viewer, 'conversations.supervise')
}

/** Throws Forbidden. */
export function insistOnSupervisor(viewer: Viewer): void {
  if (!maySupervise(viewer)) throw new Forbidden('conversations.supervise')
}

/** The colleague who has the conversation. Throws Conflict where nobody has, or the viewer, or where it is over. */
export function colleagueOn(viewer: Viewer, { agentId, status }: Conversation): number {
  if (status === 'closed') throw new Conflict('desk.conflict.closed')
  if (agentId === null || agentId === viewer.agentId) throw new Conflict('supervising.refused.nobody')
  return agentId
}
