import type { App, Viewer } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import { actorOf, audit } from '../../agents/index.ts'
import { rowOf } from '../finding/list.ts'
import { messagesOf } from '../showing/timeline.ts'
import { insistOnSupervisor } from './access.ts'
import { type Standing, standingOf } from './standing.ts'

/** What somebody sees who looks in: the customer, what was said, and what they could do. There is nothing to write with. */
export type Watched = Awaited<ReturnType<typeof watchedHead>> & Awaited<ReturnType<typeof messagesOf>>

/**
 * Looks into a conversation without being noticed: nothing is marked as read and nobody is told. The audit log has it.
 * Throws NotFound where this viewer may not see it, and Forbidden.
 */
export async function watch(app: App, viewer: Viewer, id: number): Promise<Watched> {
  const seen = { ...(await watchedHead(app, viewer, id)), ...(await messagesOf(app, viewer, id)) }
  const deed = { ...actorOf(viewer), action: 'conversation.watched', object: `conversation:${id}` }
  await transaction(app.db, (trx) => audit(trx, deed, app.clock().toISOString()))
  return seen
}

/** Who is talking there as it is now, for a page that has looked in already. Throws as `watch` does. */
export async function watchedHead(app: App, viewer: Viewer, id: number) {
  insistOnSupervisor(viewer)
  const { row, shown } = await rowOf(app, viewer, id)
  const { agent_id: agentId, status, version } = row
  const standing: Standing = await standingOf(app.db, viewer, { id, agentId, status })
  return { ...shown, version, supervision: standing }
}
