import type { Refusal } from '../shared/http.ts'
import type { Heard } from '../shared/link/carrier.ts'
import type { Config, Message } from '../shared/wire.ts'
import { uuid7 } from '../shared/uuid.ts'
import type { Memory } from './model/memory.ts'
import type { Store } from './model/state.ts'
import { LIMIT, put } from './model/outbox.ts'
import { merge } from './model/timeline.ts'
import type { Peer } from './peer.ts'
import { createSender, type Sender } from './sender.ts'
import { createHearing } from './hearing.ts'
import { createParting, type Parting } from './parting.ts'
import { createTelling, type Telling } from './telling.ts'
import { createUploads, type Uploads } from './uploads.ts'

export type Chat = Sender &
  Uploads &
  Telling &
  Parting & {
    load: () => Promise<void>
    earlier: () => Promise<void>
    /** Takes what came, answers the messages of the clinic that are new. */
    hear: (heard: Heard) => Message[]
    /** False where too much is waiting already. */
    say: (text: string) => boolean
    reset: () => void
  }

/** What the visitor can do, and what happens. Nothing here touches the screen. */
export function createChat(store: Store, memory: Memory, peer: Peer): Chat {
  const sender = createSender(store, memory, peer)
  const uploads = createUploads(store, peer, sender)
  const telling = createTelling(store, peer)
  const call = (path: string, body?: object, query?: Record<string, string>) =>
    peer.http(path, { token: peer.token(), body, query })

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

  function say(text: string): boolean {
    const outbox = store.get().outbox
    if (outbox.length >= LIMIT) return false
    store.set({ outbox: put(outbox, { uid: uuid7(), text, files: [], at: new Date().toISOString() }) })
    telling.typing('')
    sender.flush()
    return true
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

  return {
    ...sender,
    ...uploads,
    ...telling,
    ...createParting(store, memory, peer, sender),
    hear: createHearing(store, memory),
    load,
    earlier,
    say,
    reset,
  }
}

type Page = { messages: Message[]; more: boolean; conversation?: { status: string } }

export function isRefusal(error: unknown): error is Refusal {
  return typeof (error as Refusal | undefined)?.code === 'string'
}

/** Consent is needed and not yet given. */
export function mustAgree(state: { config: Config; consented: boolean }): boolean {
  return state.config.consent.required && !state.consented
}
