import type { Module } from '../../module.ts'
import { releaseJob, wakeJob } from './handling.ts'
import { conversationTopic, deskTopic } from './live.ts'
import { conversationRoutes } from './routes.ts'

export { withdrawConsent } from './consent.ts'
export { customerConversation, customerHistory, customerMessagesById } from './customer.ts'
export { assign, close, reopen, snooze } from './handling.ts'
export { happened } from './happened.ts'
export { introduce } from './joining.ts'
export { type ConversationRow, countViews, listConversations, rowsOf } from './list.ts'
export { messageViews } from './message-view.ts'
export { customerSeen, markSeen, messageState, saveDraft } from './reading.ts'
export { receive } from './receive.ts'
export { note } from './noting.ts'
export { reply } from './replying.ts'
export { retryMessage } from './retrying.ts'
export { spoke } from './spoke.ts'
export { searchConversations, searchMessages } from './search.ts'
export { closeWindow, windowOf } from './windows.ts'
export { messagesById } from './store/timeline.ts'
export { latestIdentity } from './store/traces.ts'
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
