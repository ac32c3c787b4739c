import type { Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { visiblePeople, visibleTo } from '../../routing/index.ts'

/**
 * May this agent read the file? Their own upload, a colleague's picture, that of a customer whom they see, or what is in
 * a conversation that they see.
 */
export async function isReadable(
  db: Db,
  viewer: Viewer,
  file: { id: number; uid: string; owner: string },
): Promise<boolean> {
  if (file.owner === `agent:${viewer.agentId}`) return true
  if (await db('agent').where({ avatar: file.uid }).first('id')) return true
  if (await isPictureOfSeen(db, viewer, file.uid)) return true
  const found = await visibleTo(
    db('message_file')
      .join('message', 'message.id', 'message_file.message_id')
      .join('conversation', 'conversation.id', 'message.conversation_id')
      .where('message_file.file_id', file.id),
    viewer,
  ).first('conversation.id')
  return found !== undefined
}

async function isPictureOfSeen(db: Db, viewer: Viewer, uid: string): Promise<boolean> {
  const query = db('identity').join('person', 'person.id', 'identity.person_id').where('identity.avatar', uid)
  return (await visiblePeople(query, viewer).first('identity.id')) !== undefined
}
