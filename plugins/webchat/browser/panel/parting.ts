import { uuid7 } from '../shared/uuid.ts'
import type { Memory } from './model/memory.ts'
import type { Store } from './model/state.ts'
import type { Peer } from './peer.ts'
import type { Sender } from './sender.ts'

export type Leave = { name?: string; phone?: string; wechat?: string; text: string }

export type Parting = {
  /** Leaves a message with a way to answer it; it comes back as news. Rejects with a Refusal. */
  leave: (form: Leave) => Promise<void>
  /** Forgets here who the visitor is and what was said: the next one is a stranger. */
  end: () => void
}

export function createParting(store: Store, memory: Memory, peer: Peer, sender: Sender): Parting {
  const call = (path: string, body: object) =>
    sender.trying((proof) => peer.http(path, { token: peer.token(), body: { ...body, proof } }))
  let uid = uuid7()

  async function leave(form: Leave) {
    await sender.agree()
    await call('leave', { uid, ...form })
    store.set({ left: true })
    uid = uuid7()
  }

  function end() {
    memory.keep([])
    peer.forget()
  }

  return { leave, end }
}
