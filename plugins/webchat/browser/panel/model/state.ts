import type { LinkState } from '../../shared/link/link.ts'
import type { Author, Availability, Config, Conversation, Message } from '../../shared/wire.ts'
import type { Outbox } from './outbox.ts'

/** A file on its way to the server; as a message it is sent when it is there. */
export type Upload = {
  uid: string
  name: string
  mime: string
  size: number
  /** Seconds, for a voice note. */
  duration?: number
  /** Address of a picture in this browser. */
  preview?: string
  /** 0…1 */
  progress: number
  /** Why it did not go; `final` where the same file would not go again either. */
  failed?: { reason: string; final: boolean }
  at: string
}

export type State = {
  config: Config
  locale: 'zh-CN' | 'en'
  large: boolean
  sound: boolean
  phone: boolean
  open: boolean
  /** The page beside or behind the panel. */
  page?: { url: string; title: string }
  link: LinkState
  loaded: boolean
  consented: boolean
  availability: Availability
  conversation?: Conversation
  messages: Message[]
  more: boolean
  outbox: Outbox
  uploads: Upload[]
  typing?: Author
  draft: string
  left: boolean
}

export type Store = {
  get: () => State
  set: (change: Partial<State>) => void
  /** Called once after all changes of one turn. */
  watch: (listener: (state: State) => void, lasting?: 'lasting') => void
  /** Forgets all listeners but the lasting ones, before everything is drawn anew. */
  forget: () => void
}

export function createStore(state: State): Store {
  type Listener = { listener: (state: State) => void; lasting?: 'lasting' }
  let listeners: Listener[] = []
  let told = true
  const tell = () => {
    told = true
    listeners.forEach(({ listener }) => listener(state))
  }
  return {
    get: () => state,
    set: (change) => {
      state = { ...state, ...change }
      if (told) void Promise.resolve().then(tell)
      told = false
    },
    watch: (listener, lasting) => void listeners.push({ listener, lasting }),
    forget: () => void (listeners = listeners.filter(({ lasting }) => lasting)),
  }
}
