import { type Db, json } from '../../../platform/db/index.ts'
import { append, type Fact } from '../../../platform/events/index.ts'
import {
  type Change,
  type Conversation,
  isHouse,
  lastWords,
  type NewMessage,
  previewOf,
} from '../conversation.ts'
import { tellAbuse } from './abuse.ts'
import { askAfterwards } from './afterwards.ts'
import { askReception } from './asking.ts'
import { indexMessages } from './index-messages.ts'
import { messageOf, type Message, type MessageRow } from './rows.ts'
import { tellClocks } from './turns.ts'

/** One change to one conversation, which the caller holds a lock on. `opens`: the conversation was made just now. */
export type Step = { conversation: Conversation; change: Change; opens?: boolean }
export type Written = { conversation: Conversation; messages: Message[] }

type Planned = Step & { after: Conversation; numbered: (NewMessage & { seq: number })[] }

const mostRows = 200

/**
 * Writes these changes with everything that goes with them: numbers, previews, files, mentions, search and facts.
 * Any number of conversations costs the same few queries; each may appear once.
 */
export async function write(trx: Db, steps: Step[], at: string): Promise<Written[]> {
  if (steps.length === 0) return []
  const planned = steps.map((step) => plan(step, at))
  const messages = await insertMessages(trx, planned, at)
  await updateConversations(trx, planned)
  await askAfterwards(trx, planned, at)
  await tell(trx, planned, messages, at)
  await askReception(trx, planned, at)
  await tellClocks(trx, planned, at)
  await tellAbuse(trx, planned, messages, at)
  return planned.map(({ after }) => ({
    conversation: after,
    messages: messages.filter(({ conversationId }) => conversationId === after.id),
  }))
}

function plan(step: Step, at: string): Planned {
  const { conversation, change } = step
  const numbered = change.messages.map((message, index) => ({
    ...message,
    seq: conversation.lastSeq + index + 1,
  }))
  const said = lastWords(numbered)
  const after = {
    ...conversation,
    ...change.patch,
    ...(said && { preview: shownOf(said, change.patch.preview ?? conversation.preview), lastMessageAt: at }),
    lastSeq: conversation.lastSeq + numbered.length,
  }
  Object.assign(after, heldSince(step, after, at))
  if (isMoved(conversation, after)) after.version += 1
  return { ...step, after, numbered }
}

/** What the house says by itself takes nobody's words out of the list. */
function shownOf(said: NewMessage, before: string): string {
  return isHouse(said.author) && before ? before : previewOf(said)
}

/** Who has waited before, or has said something that nobody answered, waits since then. */
function heldSince({ conversation: was, change }: Step, now: Conversation, at: string) {
  const { status, agentId, waitingSince } = now
  const waits = status === 'queued' && agentId === null && change.patch.queuedAt !== null
  return {
    queuedAt: waits ? (change.patch.queuedAt ?? was.queuedAt ?? waitingSince ?? at) : null,
    assignedAt: agentId === was.agentId ? was.assignedAt : agentId && at,
  }
}

async function insertMessages(trx: Db, planned: Planned[], at: string): Promise<Message[]> {
  const fresh = planned.flatMap(({ after, numbered }) =>
    numbered.map((message) => rowOf(after.id, message, at)),
  )
  const stored: MessageRow[] = await inserted(trx, 'message', fresh)
  const messages = stored.map(messageOf).sort((a, b) => a.id - b.id)
  const ids = new Map(messages.map((message) => [`${message.conversationId} ${message.seq}`, message.id]))
  const told = planned.flatMap(({ after, numbered }) =>
    numbered.map((message) => ({ ...message, id: ids.get(`${after.id} ${message.seq}`) ?? 0 })),
  )
  await inserted(trx, 'message_file', told.flatMap(fileRows))
  await inserted(trx, 'mention', told.flatMap(mentionRows))
  await indexMessages(trx, messages)
  return messages
}

function rowOf(conversationId: number, message: NewMessage & { seq: number }, at: string) {
  return {
    uid: message.uid,
    conversation_id: conversationId,
    seq: message.seq,
    identity_id: message.identityId ?? null,
    channel_id: message.channelId ?? null,
    direction: message.direction,
    author: message.author,
    kind: message.kind,
    text: message.text,
    data: json.write(message.data ?? {}),
    external_id: message.externalId ?? null,
    state: message.state ?? null,
    at: message.at ?? at,
  }
}

function fileRows({ id, fileIds = [] }: NewMessage & { id: number }) {
  return fileIds.map((file, position) => ({ message_id: id, file_id: file, position }))
}

function mentionRows({ id, mentions = [] }: NewMessage & { id: number }) {
  return mentions.map((agent) => ({ message_id: id, agent_id: agent }))
}

/** SQLite takes no more than 500 rows in one statement. */
async function inserted<R>(trx: Db, table: string, rows: object[]): Promise<R[]> {
  const answers: R[] = []
  for (let start = 0; start < rows.length; start += mostRows) {
    const part = trx(table).insert(rows.slice(start, start + mostRows))
    answers.push(...(table === 'message' ? await part.returning('*') : (await part, [])))
  }
  return answers
}

const columns = [
  ['agent_id', 'integer'],
  ['team_id', 'integer'],
  ['version', 'integer'],
  ['last_seq', 'integer'],
  ['status', 'text'],
  ['preview', 'text'],
  ['waiting_since', 'text'],
  ['last_message_at', 'text'],
  ['first_reply_at', 'text'],
  ['snoozed_until', 'text'],
  ['closed_at', 'text'],
  ['queued_at', 'text'],
  ['assigned_at', 'text'],
  ['priority', 'integer'],
  ['transfer', 'text'],
] as const

/** Both databases name the columns of a list of values column1, column2… and take them for text unless told. */
async function updateConversations(trx: Db, planned: Planned[]) {
  const set = columns.map(([name, type], index) => `${name} = cast(v.column${index + 2} as ${type})`)
  const row = `(${['?', ...columns.map(() => '?')].join(', ')})`
  await trx.raw(
    `update conversation set ${set.join(', ')} from (values ${planned.map(() => row).join(', ')}) as v
     where conversation.id = cast(v.column1 as integer)`,
    planned.flatMap(({ after }) => [
      after.id,
      after.agentId,
      after.teamId,
      after.version,
      after.lastSeq,
      after.status,
      after.preview,
      after.waitingSince,
      after.lastMessageAt,
      after.firstReplyAt,
      after.snoozedUntil,
      after.closedAt,
      after.queuedAt,
      after.assignedAt,
      after.priority,
      after.transfer && json.write(after.transfer),
    ]),
  )
}

async function tell(trx: Db, planned: Planned[], messages: Message[], at: string) {
  const mentions = new Map(planned.flatMap(({ numbered }) => numbered.map((m) => [m.uid, m.mentions ?? []])))
  const byConversation = Map.groupBy(messages, (message) => message.conversationId)
  const facts = planned.flatMap((step) => [
    ...turns(step),
    ...(byConversation.get(step.after.id) ?? []).flatMap((message) =>
      said(step.after, message, mentions.get(message.uid) ?? []),
    ),
  ])
  for (let start = 0; start < facts.length; start += mostRows) {
    await append(trx, facts.slice(start, start + mostRows), at)
  }
}

/** The facts about the conversation itself. */
function turns({ conversation: was, after, opens }: Planned): Fact[] {
  const about = { topic: `conversation:${after.id}`, ref: after.id }
  const facts: Fact[] = []
  if (opens) facts.push({ ...about, type: 'conversation.opened', data: factData(after) })
  if (isHandedOver(was, after)) {
    const before = { agentId: was.agentId, teamId: was.teamId }
    const data = { ...factData(after), was: before, ...senderOf(was, after) }
    facts.push({ ...about, type: 'conversation.assigned', data })
  } else if (was.transfer && !after.transfer)
    facts.push({
      ...about,
      type: 'conversation.accepted',
      data: { ...factData(after), ...senderOf(was, after) },
    })
  else if (was.priority !== after.priority)
    facts.push({ ...about, type: 'conversation.ranked', data: factData(after) })
  if (was.status !== after.status) {
    const data = { ...factData(after), status: after.status, was: { status: was.status } }
    facts.push({ ...about, type: 'conversation.status', data })
  }
  return facts
}

/** Whoever handed it over waits for an answer, also where they no longer see it. */
function senderOf(was: Conversation, after: Conversation) {
  const transfer = after.transfer ?? was.transfer
  return transfer && { sender: transfer.from }
}

function said(after: Conversation, message: Message, mentions: number[]): Fact[] {
  const { id, direction, identityId } = message
  const data = { ...factData(after), direction, identityId }
  return [
    { topic: `conversation:${after.id}`, type: 'message.created', ref: id, data },
    ...mentions.map((agent) => ({
      topic: `agent:${agent}`,
      type: 'agent.mentioned',
      ref: id,
      data: { conversationId: after.id },
    })),
  ]
}

/** What a reader of facts needs to know whom they concern, without asking. */
export function factData({ personId, agentId, teamId }: Conversation) {
  return { personId, agentId, teamId }
}

function isHandedOver(was: Conversation, after: Conversation) {
  return was.agentId !== after.agentId || was.teamId !== after.teamId
}

function isMoved(was: Conversation, after: Conversation) {
  return isHandedOver(was, after) || was.status !== after.status
}
