import { Conflict, Forbidden, Invalid } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { uuid7 } from '../../../platform/crypto/index.ts'
import { transaction } from '../../../platform/db/index.ts'
import { enqueue, failure, type Handler } from '../../../platform/jobs/index.ts'
import { can } from '../../agents/index.ts'
import type { Conversation, NewMessage, Transfer } from '../conversation.ts'
import { storable } from '../conversation.ts'
import { closed, handedOver, reopened, snoozed, woken } from '../rules.ts'
import { step } from './step.ts'
import { hasOtherOpen, isHolder, lockAnyConversation, lockHeldBy } from '../store/find.ts'
import { write } from '../store/write.ts'

/** `null`: nobody; absent: as it is. `version` is the one that the agent saw. */
export type HandOver = { agentId?: number | null; teamId?: number | null; note?: string; version?: number }

/**
 * Gives the conversation to an agent, a team or nobody, with a note for whoever gets it. An agent may take what is
 * free and pass on what is theirs; more needs `conversations.assign`. Throws Forbidden, Invalid for an agent or team
 * that is not there, and Conflict where somebody else has changed the conversation since `version`.
 */
export async function assign(app: App, viewer: Viewer, id: number, to: HandOver): Promise<void> {
  await step(app, viewer, id, async ({ trx, conversation, author, at }) => {
    if (!mayAssign(viewer, conversation)) throw new Forbidden('conversations.assign')
    if (to.version !== undefined && to.version !== conversation.version)
      throw new Conflict('desk.conflict.assigned')
    const holder = { agentId: conversation.agentId, teamId: conversation.teamId, ...given(to) }
    if (!(await isHolder(trx, holder)))
      throw new Invalid([{ field: 'agentId', message: 'desk.refused.holder' }])
    const note = to.note?.trim() ? noteMessage(author, to.note) : undefined
    const change = handedOver(conversation, holder, author, note)
    const transfer = transferOf(viewer, conversation, holder, at)
    if (transfer) await enqueue(trx, { name: 'reception.transferred', payload: { conversationId: id } }, at)
    const messages =
      holder.agentId === viewer.agentId ? change.messages : toldOf(change.messages, holder.agentId)
    return { messages, patch: { ...change.patch, ...(transfer && { transfer }) } }
  })
}

/** Ends the reception. Ending it twice is once. */
export async function close(app: App, viewer: Viewer, id: number): Promise<void> {
  await step(app, viewer, id, ({ conversation, author, at }) =>
    conversation.status === 'closed' ? undefined : closed(author, at),
  )
}

/** Takes a closed reception up again. Throws Conflict where the person has another one open by now. */
export async function reopen(app: App, viewer: Viewer, id: number): Promise<void> {
  await step(app, viewer, id, async ({ trx, conversation, author }) => {
    if (conversation.status !== 'closed') return undefined
    if (await hasOtherOpen(trx, conversation)) throw new Conflict('desk.conflict.another-open')
    return reopened(conversation, author)
  })
}

/** Puts the conversation out of sight until a time (ISO 8601, in the future), or until the customer writes. */
export async function snooze(app: App, viewer: Viewer, id: number, until: string): Promise<void> {
  const time = new Date(until)
  if (!(time > app.clock())) throw new Invalid([{ field: 'until', message: 'desk.refused.past' }])
  const dueAt = time.toISOString()
  await step(app, viewer, id, async ({ trx, conversation, author, at }) => {
    if (conversation.status === 'closed') throw new Conflict('desk.conflict.closed')
    await enqueue(trx, { name: 'conversation.wake', payload: { id, until: dueAt }, dueAt }, at)
    return snoozed(author, dueAt)
  })
}

/** Brings a snoozed conversation back now. */
export async function unsnooze(app: App, viewer: Viewer, id: number): Promise<void> {
  await step(app, viewer, id, ({ conversation, author }) =>
    conversation.status === 'snoozed' ? woken(conversation, author) : undefined,
  )
}

type Wake = { id: number; until: string }

/** The job that ends a snooze; one that was changed since has a job of its own. */
export function wakeJob(app: App): Handler {
  return {
    run: (payload) =>
      transaction(app.db, async (trx) => {
        if (!isWake(payload)) throw failure('not a wake', { permanent: true })
        const { id, until } = payload
        const conversation = await lockAnyConversation(trx, id)
        if (conversation?.status !== 'snoozed' || conversation.snoozedUntil !== until) return
        await write(trx, [{ conversation, change: woken(conversation, 'system') }], app.clock().toISOString())
      }),
  }
}

function isWake(payload: unknown): payload is Wake {
  return typeof payload === 'object' && payload !== null && 'id' in payload && 'until' in payload
}

/** The job that gives back what an agent had who is no longer there: it waits in the queue again. */
export function releaseJob(app: App): Handler {
  return {
    run: (payload) =>
      transaction(app.db, async (trx) => {
        if (!isRelease(payload)) throw failure('not a release', { permanent: true })
        const held = await lockHeldBy(trx, payload.agentId)
        const changes = held.map((conversation) => ({
          conversation,
          change: handedOver(conversation, { agentId: null, teamId: conversation.teamId }, 'system'),
        }))
        await write(trx, changes, app.clock().toISOString())
      }),
  }
}

function isRelease(payload: unknown): payload is { agentId: number } {
  return typeof payload === 'object' && payload !== null && 'agentId' in payload
}

/** A note for staff alone. */
export function noteMessage(author: string, text: string, uid = uuid7()): NewMessage {
  return { uid, direction: 'note', author, kind: 'text', text: storable(text).trim() }
}

/** May this agent hand this conversation over? */
export function mayAssign(viewer: Viewer, { agentId }: Pick<Conversation, 'agentId'>): boolean {
  if (can(viewer, 'conversations.assign')) return true
  return can(viewer, 'conversations.reply') && (agentId === null || agentId === viewer.agentId)
}

/** Whom a colleague gives a conversation is told of it on whatever page they are. */
function toldOf([line, ...rest]: NewMessage[], agentId: number | null): NewMessage[] {
  return line ? [{ ...line, ...(agentId !== null && { mentions: [agentId] }) }, ...rest] : []
}

/** Who passes on what is theirs gets it back where nobody accepts it. */
function transferOf(
  { agentId: from }: Viewer,
  { agentId, teamId, status }: Conversation,
  to: Pick<Conversation, 'agentId' | 'teamId'>,
  at: string,
): Transfer | undefined {
  const isPassedOn = status === 'open' && agentId === from && to.agentId !== from
  return isPassedOn && (to.agentId ?? to.teamId) !== null ? { from, teamId, at } : undefined
}

function given({ agentId, teamId }: HandOver) {
  return { ...(agentId !== undefined && { agentId }), ...(teamId !== undefined && { teamId }) }
}
