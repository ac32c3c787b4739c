import type { Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { can } from '../../agents/index.ts'
import { visibleTo } from '../../routing/index.ts'

/** May this viewer listen to the recordings of this call? To one's own always, to others' of conversations one sees with leave. */
export async function isHearable(db: Db, viewer: Viewer, callId: number): Promise<boolean> {
  const call = await db('call').where({ id: callId }).first('agent_id', 'conversation_id')
  if (!call) return false
  if (call.agent_id === viewer.agentId) return true
  if (!can(viewer, 'recordings.listen')) return false
  const seen = visibleTo(db('conversation').where('conversation.id', call.conversation_id), viewer)
  return (await seen.first('conversation.id')) !== undefined
}
