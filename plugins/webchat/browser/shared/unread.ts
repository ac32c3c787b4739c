import type { Heard } from './link/carrier.ts'
import type { Message } from './wire.ts'

/** What the clinic said and the visitor has not seen, oldest first, while the panel may be closed. */
export function countUnread(unread: Message[], heard: Heard): Message[] {
  const start = heard.reset ? heard.reset.messages.filter(isUnread) : unread
  return (heard.news ?? []).reduce((list, news) => {
    if (news.type === 'seen' && news.by === 'customer' && news.read) return after(list, news.upto)
    if (news.type !== 'message') return list
    const others = list.filter((message) => message.uid !== news.message.uid)
    return isUnread(news.message) ? [...others, news.message] : others
  }, start)
}

function after(list: Message[], uid: string): Message[] {
  const last = list.filter((message) => message.uid === uid)[0]
  return last ? list.filter((message) => message.order > last.order) : list
}

function isUnread(message: Message): boolean {
  return (
    (message.from === 'agent' || message.from === 'bot') &&
    message.state !== 'read' &&
    message.kind !== 'event'
  )
}
