import type { Content } from '../../../plugin/index.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { MessageState } from '../conversation.ts'
import { besidePicture } from '../content.ts'
import { type FileRow, filesOf } from './files.ts'
import { isWriting, messageOf, type MessageRow, type Writing } from './rows.ts'

/**
 * A message on its way out: over which account, and to whom by the account's own id. `answers` is the provider's id of
 * what they said last over it.
 */
export type OutgoingMessage = Pick<Writing, 'id' | 'uid' | 'kind' | 'text'> & {
  channelId: number
  identityId: number
  to: string
  content?: Content
  answers?: string
  state: MessageState
  files: FileRow[]
}

/** The message as a channel sends it, or undefined where it leaves through none. */
export async function findOutgoing(db: Db, id: number): Promise<OutgoingMessage | undefined> {
  const row: (MessageRow & { to: string }) | undefined = await db('message')
    .join('identity', 'identity.id', 'message.identity_id')
    .where({ 'message.id': id, 'message.direction': 'out' })
    .first('message.*', { to: 'identity.external_id' })
  const message = row && messageOf(row)
  if (!message || !isWriting(message)) return undefined
  const { uid, kind, text, channelId, identityId, state, data } = message
  if (channelId === null || identityId === null || state === null) return undefined
  const { content } = data
  const files = besidePicture((await filesOf(db, [id])).get(id) ?? [], content)
  const answers = await lastHeard(db, identityId)
  const to = { channelId, identityId, to: row.to }
  return {
    id,
    uid,
    kind,
    text,
    state,
    ...to,
    files,
    ...(content && { content }),
    ...(answers && { answers }),
  }
}

/** The provider's id of the newest thing that was said over this identity, or undefined. */
async function lastHeard(db: Db, identityId: number): Promise<string | undefined> {
  const heard = db('message').where({ identity_id: identityId, direction: 'in' }).whereNotNull('external_id')
  return (await heard.orderBy('id', 'desc').first('external_id'))?.external_id
}

/** The id of what was sent over this account under this uid, or undefined. */
export async function findSent(db: Db, channelId: number, uid: string): Promise<number | undefined> {
  const row = await db('message').where({ channel_id: channelId, uid, direction: 'out' }).first('id')
  return row?.id
}

/** The conversations in which something was said over this identity, newest first, at most twenty. */
export async function conversationsOver(db: Db, identityId: number): Promise<number[]> {
  const rows = await db('message')
    .where({ identity_id: identityId })
    .groupBy('conversation_id')
    .orderBy('conversation_id', 'desc')
    .limit(20)
    .select('conversation_id')
  return rows.map((row) => row.conversation_id)
}

/** Was this file in something that this identity said or was told? */
export async function wasShown(db: Db, identityId: number, fileId: number): Promise<boolean> {
  const row = await db('message_file')
    .join('message', 'message.id', 'message_file.message_id')
    .where({ 'message_file.file_id': fileId, 'message.identity_id': identityId })
    .whereIn('message.direction', ['in', 'out'])
    .first('message.id')
  return row !== undefined
}

/** The uid of the last thing this identity said in a conversation up to a number of its timeline, or undefined. */
export async function lastSaid(
  db: Db,
  place: { conversationId: number; identityId: number; seq: number },
): Promise<string | undefined> {
  const row = await db('message')
    .where({ conversation_id: place.conversationId, identity_id: place.identityId, direction: 'in' })
    .where('seq', '<=', place.seq)
    .orderBy('seq', 'desc')
    .first('uid')
  return row?.uid
}
