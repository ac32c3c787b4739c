import { isDeepStrictEqual } from 'node:util'
import { Conflict, Invalid, NotFound } from '../../errors.ts'
import type { App, Viewer } from '../../module.ts'
import type { Content } from '../../plugin/index.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { audit } from '../agents/index.ts'
import { capabilitiesOf, type Channel, findChannel, sends } from '../channels/index.ts'
import { carriedAs } from './carrying.ts'
import { pictureOf } from './content.ts'
import { type Conversation, type NewMessage, storable } from './conversation.ts'
import { noteMessage } from './handling.ts'
import { approved } from './notices.ts'
import { recipient, type Recipient } from './recipient.ts'
import { answered } from './rules.ts'
import { type Doing, step } from './step.ts'
import { type FileRow, findFiles } from './store/files.ts'
import { hasOtherOpen, lockConversation } from './store/find.ts'
import type { Message } from './store/rows.ts'
import { changeState, noteTaken } from './store/states.ts'
import { dropDraft, findByUid, findAnswer, hasAnswerSince, knownAgents, putSeen } from './store/traces.ts'
import type { Taken } from './window.ts'
import { take } from './windows.ts'

/**
 * `clientId` is the browser's (a UUID); `expectedSeq` the last message that the agent saw. `content` stands alone; of a
 * notice, the template and the values count. `duration`: seconds of a recording.
 */
export type Reply = {
  clientId: string
  text?: string
  files?: string[]
  duration?: number
  content?: Content
  /** The agent knows that anybody can read it. */
  confirmedPublic?: true
  identityId?: number
  expectedSeq?: number
}
export type Note = { clientId: string; text: string; mentions?: number[] }

/**
 * Answers the customer, over the identity they wrote from last unless told. The same `clientId` twice is one message.
 * Answers the stored message. Throws Invalid: on `identityId` where the customer may not be answered there now, and
 * where anybody could read it and the agent has not confirmed that. Throws Conflict where somebody else has answered
 * after `expectedSeq`, the person has another conversation open, or the `clientId` was used for something else.
 */
export async function reply(app: App, viewer: Viewer, id: number, wanted: Reply): Promise<Message> {
  const { identityId, content } = wanted
  const notice = content?.type === 'notice' && (await approved(app, viewer, id, { identityId, content }))
  const input = notice ? { ...wanted, ...notice } : wanted
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
      for (const sent of messages) if (sent.data.public) await auditPublic(trx, viewer, sent, at)
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
      if (await isRepeat(doing, input.clientId, { text })) return undefined
      const mentions = await knownAgents(doing.trx, input.mentions ?? [])
      return { messages: [{ ...noteMessage(doing.author, text, input.clientId), mentions }], patch: {} }
    },
    ({ trx }, { conversation }) => finishWriting(trx, viewer, conversation),
  )
  return written?.messages[0] ?? storedMessage(app, viewer, input.clientId)
}

/**
 * Sends once more what failed or may not have left, which is another answer. Throws Conflict where it is on its way by
 * now, Invalid where the customer may not be answered any more.
 */
export async function retryMessage(app: App, viewer: Viewer, id: number, uid: string): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const conversation = await lockConversation(trx, viewer, id)
    const message = conversation && (await findAnswer(trx, id, uid))
    if (!message) throw new NotFound(`message ${uid}`)
    if (message.state !== 'failed' && message.state !== 'unknown') throw new Conflict('desk.conflict.sending')
    await takeAgain(app, trx, message, at)
    await changeState(trx, message, { state: 'queued' }, at)
    await enqueueSending(trx, message, at)
  })
}

async function takeAgain(app: App, trx: Db, message: Message, at: string) {
  if (message.kind === 'notice' || message.identityId === null || message.channelId === null) return
  const channel = await findChannel(trx, message.channelId)
  if (!channel || channel.deleted) throw refused('desk.refused.channel')
  await noteTaken(trx, message, await taken(app, trx, { identity: { id: message.identityId }, channel, at }))
}

/** The message to send, or nothing where it has been stored before. */
async function compose(app: App, doing: Doing, input: Reply): Promise<NewMessage | undefined> {
  const { trx, conversation, author, at } = doing
  const text = storable(input.text ?? '').trim()
  const { content, duration } = input
  if (await isRepeat(doing, input.clientId, { text, content })) return undefined
  await checkTurn(doing, input.expectedSeq)
  const to = await recipient(trx, conversation, input.identityId)
  if (to.public && !input.confirmedPublic) throw refused('desk.refused.public')
  const picture = pictureOf(content)
  const files = await ownFiles(trx, author, input.files ?? [])
  const held = picture ? await ownFiles(trx, author, [picture]) : []
  const channel = await channelOf(trx, to)
  const kind = carriedAs(capabilitiesOf(app.plugins, channel), { text, files, content })
  const from = content?.type === 'notice' ? [] : await taken(app, trx, { identity: to, channel, at })
  return {
    uid: input.clientId,
    direction: 'out',
    author,
    kind,
    text,
    identityId: to.id,
    channelId: channel.id,
    state: sends(app.plugins, channel) ? 'queued' : 'sent',
    data: {
      ...(duration !== undefined && { duration }),
      ...(content && { content }),
      ...(to.public && { public: true }),
      ...(from.length > 0 && { taken: from }),
    },
    fileIds: [...files, ...held].map((file) => file.id),
  }
}

async function taken(app: App, trx: Db, answer: Parameters<typeof take>[2]): Promise<Taken> {
  const from = await take(app, trx, answer)
  if (!from) throw refused('desk.refused.window')
  return from
}

/** What anybody can read is said in the clinic's name: who said it is kept. */
async function auditPublic(trx: Db, { agentId, ip }: Viewer, message: Message, at: string) {
  const { conversationId, channelId, uid } = message
  const record = { actor: `agent:${agentId}`, ip, action: 'message.public', object: `channel:${channelId}` }
  await audit(trx, { ...record, detail: { conversation: conversationId, message: uid } }, at)
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

async function isRepeat(
  { trx, author, conversation }: Doing,
  uid: string,
  { text, content }: { text: string; content?: Content },
): Promise<boolean> {
  const stored = await findByUid(trx, author, uid)
  if (!stored) return false
  const isSame = stored.text === text && isDeepStrictEqual(stored.data.content, content)
  if (stored.conversationId !== conversation.id || !isSame) throw new Conflict('desk.conflict.repeated')
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

async function ownFiles(trx: Db, author: string, uids: string[]): Promise<FileRow[]> {
  const found = await findFiles(trx, uids)
  const files = uids.flatMap((uid) => found.get(uid) ?? [])
  if (files.length === uids.length && files.every(({ owner }) => owner === author)) return files
  throw new Invalid([{ field: 'files', message: 'desk.refused.files' }])
}

async function channelOf(trx: Db, { channelId }: Recipient): Promise<Channel> {
  const channel = await findChannel(trx, channelId)
  if (!channel || channel.deleted) throw refused('desk.refused.channel')
  return channel
}

function refused(message: string) {
  return new Invalid([{ field: 'identityId', message }])
}

async function storedMessage(app: App, viewer: Viewer, uid: string): Promise<Message> {
  const message = await findByUid(app.db, `agent:${viewer.agentId}`, uid)
  if (!message) throw new NotFound(`message ${uid}`)
  return message
}
