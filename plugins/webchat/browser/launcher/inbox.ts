import type { Heard } from '../shared/link/carrier.ts'
import { countUnread } from '../shared/unread.ts'
import type { Message, News } from '../shared/wire.ts'

export type Inbox = {
  hear: (heard: Heard) => void
  /** Shows what is unread, or nothing while the panel is open. */
  show: () => void
  clear: () => void
  isEmpty: () => boolean
  /** What is unread, as another tab must hear it. */
  held: () => News[]
}

type On = {
  show: (messages: Message[]) => void
  count: (unread: number) => void
  /** A message came that was not there before. */
  arrived: (message: Message) => void
}

/** What the clinic said and the visitor has not read. */
export function createInbox(on: On): Inbox {
  let unread: Message[] = []

  function turn(next: Message[]) {
    const before = unread.length
    unread = next
    on.show(unread)
    if (unread.length !== before) on.count(unread.length)
  }

  function hear(heard: Heard) {
    const known = unread
    turn(countUnread(unread, heard))
    const last = unread[unread.length - 1]
    if (last && !known.some((message) => message.uid === last.uid)) on.arrived(last)
  }

  return {
    hear,
    show: () => on.show(unread),
    clear: () => turn([]),
    isEmpty: () => unread.length === 0,
    held: () => unread.map((message) => ({ type: 'message', cursor: '', message })),
  }
}
