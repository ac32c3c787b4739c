import { Conflict, Invalid, NotFound } from '../../errors.ts'
import type { App, Viewer } from '../../module.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { capabilitiesOf, type Channel, findChannel, sends } from '../channels/index.ts'
import { identityById, type Identity } from '../people/index.ts'
import { type Conversation, kindOf, type NewMessage, storable } from './conversation.ts'
import { noteMessage } from './handling.ts'
import { answered } from './rules.ts'
import { type Doing, step } from './step.ts'
import { type FileRow, findFiles } from './store/files.ts'
import { hasOtherOpen, lockConversation } from './store/find.ts'
import type { Message } from './store/rows.ts'
import { changeState } from './store/states.ts'
import {
  dropDraft,
  findByUid,
  findAnswer,
  hasAnswerSince,
  knownAgents,
  latestIdentity,
  putSeen,
} from './store/traces.ts'

/** `clientId` is the browser's (a UUID); `expectedSeq` the last message that the agent saw. */
export type Reply = {
  clientId: string
  text?: string
  files?: string[]
  identityId?: number
  expectedSeq?: number
}
export type Note = { clientId: string; text: string; mentions?: number[] }

/**
 * Answers the customer, over the identity they wrote from last unless told. The same `clientId` twice is one message.
 * Answers the stored message. Throws Invalid, and Conflict where somebody else has answered after `expectedSeq`,
 * the person has another conversation open, or the `clientId` was used for something else.
 */
export async function reply(app: App, viewer: Viewer, id: number, input: Reply): Promise<Message> {
  const written = await step(
    app,
    viewer,
    id,
    async (doing) => {
      const message = await compose(app, doing, input)
      return message && answered(doing.conversation, message, viewer.agentId, doing.at)
    },
    async ({ trx, at }, { conversation, messages }) => {
      for (const sent of messages) if (sent.state === 'queued') await enqueueSending(trx, sent, at)
      await finishWriting(trx, viewer, conversation)
    },
  )
  return (
    written?.messages.find(({ uid }) => uid === input.clientId) ?? storedMessage(app, viewer, input.clientId)
  )
}

/** Writes what only staff read. Agents in `mentions` are told. The same `clientId` twice is one note. */
export async function note(app: App, viewer: Viewer, id: number, input: Note): Promise<Message> {
  const text = storable(input.text).trim()
  if (!text) throw new Invalid([{ field: 'text', message: 'errors.fault.required' }])
  const written = await step(
    app,
    viewer,
    id,
    async (doing) => {
      if (await isRepeat(doing, input.clientId, text)) return undefined
      const mentions = await knownAgents(doing.trx, input.mentions ?? [])
      return { messages: [{ ...noteMessage(doing.author, text, input.clientId), mentions }], patch: {} }
    },
    ({ trx }, { conversation }) => finishWriting(trx, viewer, conversation),
  )
  return written?.messages[0] ?? storedMessage(app, viewer, input.clientId)
}

/** Sends once more what failed or may not have left. Throws Conflict where it is on its way by now. */
export async function retryMessage(app: App, viewer: Viewer, id: number, uid: string): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const conversation = await lockConversation(trx, viewer, id)
    const message = conversation && (await findAnswer(trx, id, uid))
    if (!message) throw new NotFound(`message ${uid}`)
    if (message.state !== 'failed' && message.state !== 'unknown') throw new Conflict('desk.conflict.sending')
    await changeState(trx, message, { state: 'queued' }, at)
    await enqueueSending(trx, message, at)
  })
}

/** The message to send, or nothing where it has been stored before. */
async function compose(app: App, doing: Doing, input: Reply): Promise<NewMessage | undefined> {
  const { trx, conversation, author } = doing
  const text = storable(input.text ?? '').trim()
  if (await isRepeat(doing, input.clientId, text)) return undefined
  await checkTurn(doing, input.expectedSeq)
  const to = await recipient(trx, conversation, input.identityId)
  const files = await ownFiles(trx, author, input.files ?? [])
  const channel = await channelFor(app, trx, to, { text, files })
  return {
    uid: input.clientId,
    direction: 'out',
    author,
    kind: kindOf(files),
    text,
    identityId: to.id,
    channelId: channel.id,
    state: sends(app.plugins, channel) ? 'queued' : 'sent',
    fileIds: files.map((file) => file.id),
  }
}

/** Who has written has also read, and their draft is used up. */
async function finishWriting(trx: Db, viewer: Viewer, { id, lastSeq }: Conversation) {
  await dropDraft(trx, id, viewer.agentId)
  await putSeen(trx, id, viewer.agentId, lastSeq)
}

async function enqueueSending(trx: Db, { id, conversationId }: Message, at: string) {
  await enqueue(
    trx,
    { name: 'channel.send', key: `conversation:${conversationId}`, payload: { messageId: id } },
    at,
  )
}

async function isRepeat({ trx, author, conversation }: Doing, uid: string, text: string): Promise<boolean> {
  const stored = await findByUid(trx, author, uid)
  if (!stored) return false
  if (stored.conversationId !== conversation.id || stored.text !== text)
    throw new Conflict('desk.conflict.repeated')
  return true
}

async function checkTurn({ trx, conversation, author }: Doing, expectedSeq: number | undefined) {
  if (expectedSeq !== undefined && (await hasAnswerSince(trx, conversation.id, expectedSeq, author))) {
    throw new Conflict('desk.conflict.answered')
  }
  if (conversation.status === 'closed' && (await hasOtherOpen(trx, conversation))) {
    throw new Conflict('desk.conflict.another-open')
  }
}

async function recipient(
  trx: Db,
  conversation: Conversation,
  identityId: number | undefined,
): Promise<Identity> {
  const id = identityId ?? (await latestIdentity(trx, conversation.id))
  const identity = id === undefined ? undefined : await identityById(trx, id)
  if (identity?.personId !== conversation.personId || identity.channelId === null) {
    throw new Invalid([{ field: 'identityId', message: 'desk.refused.nobody' }])
  }
  return identity
}

async function ownFiles(trx: Db, author: string, uids: string[]): Promise<FileRow[]> {
  const found = await findFiles(trx, uids)
  const files = uids.flatMap((uid) => found.get(uid) ?? [])
  if (files.length === uids.length && files.every(({ owner }) => owner === author)) return files
  throw new Invalid([{ field: 'files', message: 'desk.refused.files' }])
}

async function channelFor(
  app: App,
  trx: Db,
  { channelId }: Identity,
  { text, files }: { text: string; files: FileRow[] },
): Promise<Channel> {
  const channel = channelId === null ? undefined : await findChannel(trx, channelId)
  if (!channel || channel.deleted)
    throw new Invalid([{ field: 'identityId', message: 'desk.refused.channel' }])
  if (!text && files.length === 0) throw new Invalid([{ field: 'text', message: 'errors.fault.required' }])
  const can = capabilitiesOf(app.plugins, channel)
  if (text.length > can.text.max) throw new Invalid([{ field: 'text', message: 'errors.fault.long' }])
  const refused = files.some(({ mime }) => !(mime.startsWith('image/') ? can.image : can.file))
  if (refused) throw new Invalid([{ field: 'files', message: 'desk.refused.kind' }])
  return channel
}

async function storedMessage(app: App, viewer: Viewer, uid: string): Promise<Message> {
  const message = await findByUid(app.db, `agent:${viewer.agentId}`, uid)
  if (!message) throw new NotFound(`message ${uid}`)
  return message
}
