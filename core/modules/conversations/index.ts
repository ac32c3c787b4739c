import type { Module } from '../../module.ts'
import { releaseJob, wakeJob } from './handling.ts'
import { conversationTopic, deskTopic } from './live.ts'
import { conversationRoutes } from './routes.ts'

export { withdrawConsent } from './consent.ts'
export { type Conversation, orderOf, type Status } from './conversation.ts'
export { customerConversation, customerHistory, customerMessagesById } from './customer.ts'
export { forgetFilter, type SavedFilter, savedFilters, saveFilter } from './filters.ts'
export { assign, close, type HandOver, reopen, snooze, unsnooze } from './handling.ts'
export { introduce } from './joining.ts'
export { type ConversationRow, countViews, listConversations, type ListQuery, rowsOf } from './list.ts'
export { messageViews, type FileView, type MessageView } from './message-view.ts'
export { customerSeen, markSeen, messageState, saveDraft } from './reading.ts'
export { receive } from './receive.ts'
export { note, type Note, reply, type Reply, retryMessage } from './replying.ts'
export { type Found, searchConversations, searchMessages } from './search.ts'
export { type View, views } from './store/list.ts'
export type { Message } from './store/rows.ts'
export { messagesById } from './store/timeline.ts'
export type { Draft } from './store/traces.ts'
export { type ConversationView, messagesOf, openConversation } from './timeline.ts'
export {
  conversationsOver,
  findOutgoing,
  findSent,
  lastSaid,
  type OutgoingMessage,
  wasShown,
} from './store/outgoing.ts'

/** Receptions: what customers and staff say to each other, and who is on it. */
export const conversations: Module = {
  id: 'conversations',
  permissions: ['conversations.reply', 'conversations.assign'],
  menu: [{ href: '/desk', label: 'desk.nav.inbox', icon: 'inbox', area: 'desk' }],
  routes: conversationRoutes,
  jobs: (app) => ({ 'conversation.wake': wakeJob(app), 'conversation.release': releaseJob(app) }),
  live: (app) => [conversationTopic(app), deskTopic(app)],
}
