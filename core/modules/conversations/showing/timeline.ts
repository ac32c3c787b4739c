import type { App, Viewer } from '../../../module.ts'
import type { Capabilities } from '../../../plugin/index.ts'
import { can } from '../../agents/index.ts'
import { capabilitiesOf } from '../../channels/index.ts'
import { mayAssign } from '../handling/handling.ts'
import { type ConversationRow, rowOf } from '../finding/list.ts'
import { type MessageView, messageViews } from './message-view.ts'
import { conversationFor } from '../store/find.ts'
import { pageOfTimeline } from '../store/timeline.ts'
import { type Draft, findDraft } from '../store/traces.ts'
import { type Target, targetsOf } from '../targets/targets.ts'

/** A whole conversation for its page. `seenSeq`: how far the customer has read; `lastSeq`: the newest number. */
export type ConversationView = ConversationRow & {
  messages: MessageView[]
  hasMore: boolean
  draft?: Draft
  version: number
  snoozedUntil?: string
  openedAt: string
  lastSeq: number
  seenSeq: number
  can: Capabilities
  /** Every way to answer, the current one first. */
  targets: Target[]
  permissions: { reply: boolean; assign: boolean; take: boolean }
}

export type TimelinePage = { before?: number; limit?: number }

/** The conversation with its newest messages. Throws NotFound where this viewer may not see it. */
export async function openConversation(app: App, viewer: Viewer, id: number): Promise<ConversationView> {
  const { row, shown } = await rowOf(app, viewer, id)
  const { messages, hasMore } = await pageOf(app, viewer, id, {})
  const draft = await findDraft(app.db, id, viewer.agentId)
  const targets = await targetsOf(app, { id, personId: row.person_id })
  const isFree = row.agent_id === null && row.status !== 'closed'
  const mayReply = can(viewer, 'conversations.reply')
  return {
    ...shown,
    messages,
    hasMore,
    ...(draft && { draft }),
    version: row.version,
    ...(row.snoozed_until && { snoozedUntil: row.snoozed_until }),
    openedAt: row.opened_at,
    lastSeq: row.last_seq,
    seenSeq: row.visitor_seen_seq,
    can: targets.find(({ current }) => current)?.can ?? capabilitiesOf(app.plugins, shown.channel),
    targets,
    permissions: {
      reply: mayReply,
      assign: mayAssign(viewer, { agentId: row.agent_id }),
      take: mayReply && isFree,
    },
  }
}

/** A page of the timeline, oldest first: the newest `limit` (50) messages, or those before a number. Throws NotFound. */
export async function messagesOf(
  app: App,
  viewer: Viewer,
  id: number,
  page: TimelinePage = {},
): Promise<{ messages: MessageView[]; hasMore: boolean }> {
  await conversationFor(app.db, viewer, id)
  return pageOf(app, viewer, id, page)
}

async function pageOf(app: App, viewer: Viewer, id: number, { before, limit = 50 }: TimelinePage) {
  const size = Math.min(Math.max(limit, 1), 200)
  const messages = await pageOfTimeline(app.db, id, { before, limit: size + 1 })
  const shown = messages.slice(-size)
  return { messages: await messageViews(app, app.db, viewer, shown), hasMore: messages.length > size }
}
