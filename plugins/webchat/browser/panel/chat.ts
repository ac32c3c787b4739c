import type { Refusal } from '../shared/http.ts'
import type { Heard } from '../shared/link/carrier.ts'
import type { Config, Message, News } from '../shared/wire.ts'
import { uuid7 } from '../shared/uuid.ts'
import type { Memory } from './model/memory.ts'
import type { Store } from './model/state.ts'
import { drop, LIMIT, put } from './model/outbox.ts'
import { markSeen, merge } from './model/timeline.ts'
import type { Peer } from './peer.ts'
import { createSender, type Sender } from './sender.ts'
import { createUploads, type Uploads } from './uploads.ts'

export type Chat = Sender &
  Uploads & {
    load: () => Promise<void>
    earlier: () => Promise<void>
    hear: (heard: Heard) => Message[]
    /** False where too much is waiting already. */
    say: (text: string) => boolean
    seen: () => void
    typing: (text: string) => void
    leave: (form: Leave) => Promise<void>
    withdraw: (said: string) => Promise<void>
    reset: () => void
  }

export type Leave = { name?: string; phone?: string; wechat?: string; text: string }

/** What the visitor can do, and what happens. Nothing here touches the screen. */
export function createChat(store: Store, memory: Memory, peer: Peer): Chat {
  const sender = createSender(store, memory, peer)
  const uploads = createUploads(store, peer, sender)
  const call = (path: string, body?: object, query?: Record<string, string>) =>
    peer.http(path, { token: peer.token(), body, query })
  let typingTimer: ReturnType<typeof setTimeout> | undefined

  async function load() {
    const page = (await sender.trying(() => call('messages'))) as Page
    store.set({
      messages: merge(store.get().messages, page.messages),
      more: page.more,
      conversation: page.conversation,
    })
    const consent = (await call('consent').catch(() => undefined)) as { consented: boolean } | undefined
    store.set({ loaded: true, consented: consent?.consented ?? store.get().consented })
    sender.flush()
  }

  async function earlier() {
    const first = store.get().messages[0]
    if (!first) return
    const page = (await call('messages', undefined, { before: first.order })) as Page
    store.set({ messages: merge(store.get().messages, page.messages), more: page.more })
  }

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
    if (news.type === 'conversation') store.set({ conversation: { status: news.status, agent: news.agent } })
    if (news.type === 'typing') writes(news.on ? (news.author ?? { name: '' }) : undefined)
  }

  function writes(author: { name: string } | undefined) {
    clearTimeout(typingTimer)
    store.set({ typing: author })
    if (author) typingTimer = setTimeout(() => store.set({ typing: undefined }), 6000)
  }

  function say(text: string): boolean {
    const outbox = store.get().outbox
    if (outbox.length >= LIMIT) return false
    store.set({ outbox: put(outbox, { uid: uuid7(), text, files: [], at: new Date().toISOString() }) })
    typing('')
    sender.flush()
    return true
  }

  let toldAt = 0
  function typing(text: string) {
    const { features } = store.get().config
    const on = text !== ''
    if (!features.typing || (on && Date.now() - toldAt < 2000) || (!on && !toldAt)) return
    toldAt = on ? Date.now() : 0
    peer.tell({ t: 'typing', on, ...(on && features.preview ? { preview: text.slice(0, 500) } : {}) })
  }

  function seen() {
    const theirs = store.get().messages.filter((message) => message.from !== 'customer')
    const last = theirs[theirs.length - 1]
    if (!last || last.state === 'read') return
    store.set({ messages: markSeen(store.get().messages, 'customer', last.uid, true) })
    peer.tell({ t: 'seen', upto: last.uid, read: true })
  }

  const leaveUid = uuid7()
  async function leave(form: Leave) {
    await sender.agree()
    await sender.trying(() => call('leave', { uid: leaveUid, ...form }))
    store.set({ left: true })
    await load().catch(() => {})
  }

  async function withdraw(said: string) {
    const { consented, messages } = store.get()
    if (consented && messages.length) await call('messages', { uid: uuid7(), text: said })
    memory.keep([])
    peer.forget()
  }

  function reset() {
    store.set({
      messages: [],
      outbox: memory.outbox(),
      uploads: [],
      conversation: undefined,
      consented: false,
      left: false,
    })
    void load().catch(() => {})
  }

  return { ...sender, ...uploads, load, earlier, hear, say, seen, typing, leave, withdraw, reset }
}

type Page = { messages: Message[]; more: boolean; conversation?: { status: string } }

function held(messages: Message[], uid: string): boolean {
  return messages.some((message) => message.uid === uid)
}

export function isRefusal(error: unknown): error is Refusal {
  return typeof (error as Refusal | undefined)?.code === 'string'
}

/** Consent is needed and not yet given. */
export function mustAgree(state: { config: Config; consented: boolean }): boolean {
  return state.config.consent.required && !state.consented
}
