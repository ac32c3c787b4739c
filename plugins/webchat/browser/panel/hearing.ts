import type { Heard } from '../shared/link/carrier.ts'
import type { Author, Message, News } from '../shared/wire.ts'
import type { Memory } from './model/memory.ts'
import { drop } from './model/outbox.ts'
import type { Store } from './model/state.ts'
import { markSeen, merge } from './model/timeline.ts'

/** Puts what the server tells into the state. Answers the messages of the clinic that were not held before. */
export function createHearing(store: Store, memory: Memory): (heard: Heard) => Message[] {
  let typingTimer: ReturnType<typeof setTimeout> | undefined

  function hear(heard: Heard): Message[] {
    if (heard.availability) store.set({ availability: heard.availability })
    if (heard.consented !== undefined) store.set({ consented: heard.consented })
    if (heard.reset) store.set({ ...heard.reset, messages: merge([], heard.reset.messages), loaded: true })
    const known = store.get().messages
    ;(heard.news ?? []).forEach(take)
    return store.get().messages.filter((message) => message.from !== 'customer' && !held(known, message.uid))
  }

  function take(news: News) {
    const state = store.get()
    if (news.type === 'message') {
      store.set({
        messages: merge(state.messages, [news.message]),
        outbox: drop(state.outbox, news.message.uid),
      })
      if (news.message.from !== 'customer') writes(undefined)
      memory.keep(store.get().outbox)
    }
    if (news.type === 'seen') store.set({ messages: markSeen(state.messages, news.by, news.upto, news.read) })
    if (news.type === 'conversation') {
      const place = news.status === 'queued' ? state.conversation?.place : undefined
      store.set({ conversation: { status: news.status, agent: news.agent, place } })
    }
    if (news.type === 'place')
      store.set({ conversation: { status: 'queued', ...state.conversation, place: news.place } })
    if (news.type === 'typing') writes(news.on ? (news.author ?? { name: '' }) : undefined)
  }

  function writes(author: Author | undefined) {
    clearTimeout(typingTimer)
    store.set({ typing: author })
    if (author) typingTimer = setTimeout(() => store.set({ typing: undefined }), 6000)
  }

  return hear
}

function held(messages: Message[], uid: string): boolean {
  return messages.some((message) => message.uid === uid)
}
