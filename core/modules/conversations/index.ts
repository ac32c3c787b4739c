import type { Module } from '../../module.ts'
import { releaseJob, wakeJob } from './handling/handling.ts'
import { transfersTopic } from './handling/passed-on.ts'
import { conversationTopic, deskTopic } from './live.ts'
import { openWindows } from './targets/reaching.ts'
import { conversationRoutes } from './routes.ts'
import { agentTopic } from './supervising/index.ts'

export type { CallCard, CallView } from './calls/call-card.ts'
export { callCame, callTaken, callWaits, cardChanged } from './calls/calling.ts'
export { withdrawConsent } from './arriving/consent.ts'
export { customerConversation, customerHistory, customerMessagesById } from './showing/customer.ts'
export { type Gift, give, letStand, type Return, takeBack } from './handling/giving.ts'
export { assign, close, reopen, snooze } from './handling/handling.ts'
export { happened } from './arriving/happened.ts'
export { introduce, joinCaller, proveNumber } from './arriving/joining.ts'
export { candidatesFor, mergePeople, splitMerge, splitOff } from './merging/index.ts'
export { type ConversationRow, countViews, listConversations, rowsOf } from './finding/list.ts'
export { messageViews } from './showing/message-view.ts'
export { customerSeen, markSeen, messageState, saveDraft } from './showing/reading.ts'
export { receive } from './arriving/receive.ts'
export { note } from './answering/noting.ts'
export { reply } from './answering/replying.ts'
export { retryMessage } from './answering/retrying.ts'
export { houseSays, type HouseWords, lineIn } from './answering/saying.ts'
export { spoke } from './arriving/spoke.ts'
export { searchConversations, searchMessages } from './finding/search.ts'
export { closeWindow, windowOf } from './windows/windows.ts'
export { type Target, targetsOf } from './targets/targets.ts'
export { acceptTransfer, cancelTransfer, declineTransfer } from './handling/transferring.ts'
export { conversationFor, findConversation, visibleConversations } from './store/find.ts'
export { messagesById } from './store/timeline.ts'
export { latestIdentity } from './store/traces.ts'
export { type ConversationView, messagesOf, openConversation } from './showing/timeline.ts'
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
  reach: openWindows,
  jobs: (app) => ({ 'conversation.wake': wakeJob(app), 'conversation.release': releaseJob(app) }),
  live: (app) => [conversationTopic(app), deskTopic(app), agentTopic(app), transfersTopic()],
}
