import type { Refusal } from '../shared/http.ts'
import { backoff } from '../shared/link/backoff.ts'
import type { Message } from '../shared/wire.ts'
import { createConsent, type Consent } from './consent.ts'
import type { Memory } from './model/memory.ts'
import {
  drop,
  held,
  next,
  refused,
  retry,
  sending,
  unanswered,
  type Outbox,
  type Unsent,
} from './model/outbox.ts'
import type { State, Store } from './model/state.ts'
import { merge } from './model/timeline.ts'
import type { Peer } from './peer.ts'

export type Sender = Consent & {
  /** Sends what waits, oldest first, one at a time. */
  flush: () => void
  retry: (uid: string) => void
  discard: (uid: string) => void
}

const PASSING = ['offline', 'slow_down', 'unavailable', 'internal', 'bad_token', 'proof_needed']

export function createSender(store: Store, memory: Memory, peer: Peer): Sender {
  const { agree, trying, withdraw } = createConsent(store, peer)
  let busy = false
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function keep(outbox: Outbox) {
    store.set({ outbox })
    memory.keep(outbox)
  }

  async function flush() {
    const unsent = next(store.get().outbox)
    memory.keep(store.get().outbox)
    if (busy || !unsent) return
    busy = true
    clearTimeout(timer)
    keep(sending(store.get().outbox, unsent.uid))
    const failure = await send(unsent).then(
      () => undefined,
      (refusal: Refusal) => refusal,
    )
    busy = false
    if (failure) settle(unsent.uid, failure)
    else attempt = 0
    if (!timer) void flush()
  }

  async function send(unsent: Unsent) {
    await agree()
    const body = bodyOf(unsent, store.get().page)
    const post = (body: object) => peer.http('messages', { token: peer.token(), body })
    const ack = (await trying((proof) => post({ ...body, proof }))) as Ack
    keep(drop(store.get().outbox, unsent.uid))
    store.set({ messages: merge([messageOf(unsent, ack)], store.get().messages) })
  }

  /** No answer, or not now: again under the same uid. A clear no goes to the visitor. */
  function settle(uid: string, refusal: Refusal) {
    if (PASSING.indexOf(refusal.code) < 0) return keep(refused(store.get().outbox, uid, refusal.message))
    keep(unanswered(store.get().outbox, uid))
    const delay = Math.max(backoff(attempt++), refusal.retryAfter * 1000)
    timer = setTimeout(wake, delay)
  }

  function wake() {
    clearTimeout(timer)
    timer = undefined
    void flush()
  }

  return {
    flush: wake,
    retry: (uid) => {
      keep(retry(store.get().outbox, uid))
      wake()
    },
    discard: (uid) => keep(drop(store.get().outbox, uid)),
    agree,
    trying,
    // What waits would agree again by being sent: from here on the visitor sends it, or nobody.
    withdraw: () => withdraw().then(() => keep(held(store.get().outbox))),
  }
}

function bodyOf(unsent: Unsent, page: State['page']): object {
  const context = page && { url: page.url.slice(0, 2000), title: page.title.slice(0, 300) }
  const files = unsent.files.length ? unsent.files.map((file) => file.uid) : undefined
  return { uid: unsent.uid, text: unsent.text || undefined, files, duration: unsent.duration, context }
}

type Ack = { uid: string; order: string; at: string }

/** A message of ours as the server has it, until the server tells it itself. */
function messageOf(unsent: Unsent, ack: Ack): Message {
  const file = unsent.files[0]
  const picture = file && file.mime.startsWith('image/')
  const kind = unsent.duration ? 'voice' : picture ? 'image' : file ? 'file' : 'text'
  const files = unsent.files.map((one) => ({ ...one, duration: unsent.duration ?? one.duration }))
  return {
    uid: ack.uid,
    order: ack.order,
    from: 'customer',
    kind,
    text: unsent.text,
    files,
    state: 'sent',
    at: ack.at,
  }
}
