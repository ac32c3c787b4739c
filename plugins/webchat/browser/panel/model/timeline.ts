import type { Message, MessageState } from '../../shared/wire.ts'

const RANK: Record<MessageState, number> = { sent: 0, delivered: 1, read: 2 }

/** Adds messages to a timeline: each uid once, in the server's order, and a state never goes back. */
export function merge(timeline: Message[], incoming: Message[]): Message[] {
  const byUid = new Map(timeline.map((message) => [message.uid, message]))
  for (const message of incoming) byUid.set(message.uid, further(byUid.get(message.uid), message))
  return [...byUid.values()].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
}

function further(known: Message | undefined, news: Message): Message {
  return known && RANK[known.state] > RANK[news.state] ? { ...news, state: known.state } : news
}

/** The other side has received, or read, everything up to `upto` (the uid of a message). */
export function markSeen(
  timeline: Message[],
  by: 'customer' | 'agent',
  upto: string,
  read: boolean,
): Message[] {
  const state: MessageState = read ? 'read' : 'delivered'
  const theirs = (message: Message) => (message.from === 'customer') === (by === 'agent')
  const last = timeline.filter((message) => message.uid === upto)[0]
  if (!last) return timeline
  return timeline.map((message) =>
    theirs(message) && message.order <= last.order && RANK[message.state] < RANK[state]
      ? { ...message, state }
      : message,
  )
}
