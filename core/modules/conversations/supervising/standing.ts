import type { Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { Conversation } from '../conversation.ts'
import { lastSupervision } from '../store/supervisions.ts'
import { maySupervise } from './access.ts'

/**
 * What a supervisor could do to a conversation now. `colleague`: somebody else has it, so that they can whisper, join and
 * take over; `joined`: they have, and have not left; `returnTo`: from whom they took it.
 */
export type Standing = { may: boolean; colleague: boolean; joined: boolean; returnTo: number | null }

const nothing: Standing = { may: false, colleague: false, joined: false, returnTo: null }

/** How this viewer stands to a conversation that they see. */
export async function standingOf(
  db: Db,
  viewer: Viewer,
  { id, agentId, status }: Pick<Conversation, 'id' | 'agentId' | 'status'>,
): Promise<Standing> {
  if (!maySupervise(viewer) || status === 'closed') return nothing
  const last = await lastSupervision(db, id, `agent:${viewer.agentId}`)
  const isMine = agentId === viewer.agentId
  return {
    may: true,
    colleague: agentId !== null && !isMine,
    joined: !isMine && last?.key === 'supervision.joined',
    returnTo: isMine && last?.key === 'supervision.taken' ? last.agentId : null,
  }
}
