import type { Chat } from '../chat.ts'
import type { Memory } from '../model/memory.ts'
import type { Store } from '../model/state.ts'
import type { Words } from '../words.ts'

/** What every view gets. */
export type View = {
  store: Store
  chat: Chat
  memory: Memory
  words: Words
  /** Closes the panel; absent where it is a page of its own. */
  close?: () => void
  /** Says something for a moment. */
  toast: (text: string) => void
  /** Shows something over the chat; Esc and `shut` take it away. */
  lay: (make: (shut: () => void) => HTMLElement) => void
}
