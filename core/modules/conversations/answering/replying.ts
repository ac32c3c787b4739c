import { Conflict, Invalid } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import type { Content } from '../../../plugin/index.ts'
import type { Db } from '../../../platform/db/index.ts'
import { audit } from '../../agents/index.ts'
import { capabilitiesOf, sends } from '../../channels/index.ts'
import { carriedAs } from './carrying.ts'
import { pictureOf } from '../content.ts'
import { type NewMessage, storable } from '../conversation.ts'
import { approved } from './notices.ts'
import { accountOf, recipient, refused } from '../targets/recipient.ts'
import { answered } from '../rules.ts'
import { type Doing, step } from '../handling/step.ts'
import { type FileRow, findFiles } from '../store/files.ts'
import { hasOtherOpen } from '../store/find.ts'
import type { Message } from '../store/rows.ts'
import { hasAnswerSince } from '../store/traces.ts'
import { costOf, take } from '../windows/windows.ts'
import { enqueueSending, finishWriting, isRepeat, storedMessage } from './writing.ts'

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
  const channel = await accountOf(trx, to.channelId)
  const kind = carriedAs(capabilitiesOf(app.plugins, channel, to.public), { text, files, content })
  const count = costOf(app, channel, { text, files: files.length, content })
  const from = content?.type === 'notice' ? [] : await take(app, trx, { identity: to, channel, count, at })
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

/** What anybody can read is said in the clinic's name: who said it is kept. */
async function auditPublic(trx: Db, { agentId, ip }: Viewer, message: Message, at: string) {
  const { conversationId, channelId, uid } = message
  const record = { actor: `agent:${agentId}`, ip, action: 'message.public', object: `channel:${channelId}` }
  await audit(trx, { ...record, detail: { conversation: conversationId, message: uid } }, at)
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
