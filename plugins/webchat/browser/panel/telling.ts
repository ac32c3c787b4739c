import type { Store } from './model/state.ts'
import { markSeen } from './model/timeline.ts'
import type { Peer } from './peer.ts'

export type Telling = {
  /** The visitor writes; an empty text says that they stopped. */
  typing: (text: string) => void
  /** The visitor has looked at everything. */
  seen: () => void
}

const PAUSE = 1500

/** What the clinic learns beside messages. It may be lost. */
export function createTelling(store: Store, peer: Peer): Telling {
  let toldAt = 0
  let later: ReturnType<typeof setTimeout> | undefined

  /** At once, then after each pause what stands there by then. */
  function typing(text: string) {
    clearTimeout(later)
    const { features } = store.get().config
    const on = text !== ''
    if (!features.typing || (!on && !toldAt)) return
    const wait = on ? toldAt + PAUSE - Date.now() : 0
    if (wait > 0) {
      later = setTimeout(() => typing(text), wait)
      return
    }
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

  return { typing, seen }
}
