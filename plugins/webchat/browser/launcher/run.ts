import type { Inner } from '../shared/api.ts'
import { openLine } from '../shared/line.ts'
import type { Heard } from '../shared/link/carrier.ts'
import type { LinkState } from '../shared/link/link.ts'
import { countUnread } from '../shared/unread.ts'
import type { Config, Message } from '../shared/wire.ts'
import { createCommands, type Commands } from './commands.ts'
import { greetLater } from './greeting.ts'
import { createIdentity } from './identity.ts'
import { drawLauncher } from './look.ts'
import { createRoom } from './room.ts'
import { setStage } from './stage.ts'
import { wordsOf } from './words.ts'

export type { Commands }

export type Start = Inner['start'][0]

/** Brings the launcher to life: the button, the line, the panel when it is wanted. Answers what the page may call. */
export function run(start: Start): Commands {
  const words = wordsOf(start.config.locale)
  const emitter = createEmitter()
  let unread: Message[] = []
  let state: LinkState = 'connecting'

  const look = drawLauncher(start.config, start.host, words, start.nonce, {
    toggle: () => stage.toggle(),
    open: () => stage.open(),
    close: () => stage.close(),
    near: () => room.enter(),
  })
  const stage = setStage(look, (open) => {
    ungreet()
    if (open) room.enter()
    show(unread)
    room.shown()
    emitter.emit(open ? 'open' : 'close')
  })
  const line = openLine(start, {
    heard,
    state: (next) => {
      state = next
      room.post({ type: 'state', data: next })
    },
    held: () => unread.map((message) => ({ type: 'message', cursor: '', message })),
    changed: () => changed(true),
  })
  const identity = createIdentity(start.http, start.session, renew)
  const room = createRoom(look.panel, words.title, start, stage, {
    state: () => state,
    tell: line.tell,
    renew,
    consented: identity.consented,
  })
  const ungreet = greetLater(start.config, start.tab, () => !stage.isOpen() && !unread.length, look.greet)

  function heard(news: Heard) {
    const known = unread
    show(countUnread(unread, news))
    room.post({ type: 'heard', data: { heard: news, loud: line.leads() } })
    const last = unread[unread.length - 1]
    if (!last || known.some((message) => message.uid === last.uid)) return
    if (last.state === 'sent' && line.leads()) line.tell({ t: 'seen', upto: last.uid, read: false })
    room.enter()
    emitter.emit('message', { text: last.text, author: last.author?.name })
  }

  function show(next: Message[]) {
    const before = unread.length
    unread = next
    look.unread(stage.isOpen() ? [] : unread)
    if (unread.length !== before) emitter.emit('unread', unread.length)
  }

  function renew(): Promise<void> {
    return start.session.open().then((other) => {
      if (other) line.restart()
      changed(other)
    })
  }

  function changed(other: boolean) {
    if (other) show([])
    room.post({
      type: 'token',
      data: { token: start.session.token(), visitor: start.session.visitor(), changed: other },
    })
  }

  function restyle(changes: Partial<Config>) {
    Object.assign(start.config, changes)
    look.restyle(start.config)
    room.init()
  }

  function end() {
    ungreet()
    stage.end()
    line.stop()
    room.leave()
    look.remove()
    start.session.forget()
  }

  line.start()
  return createCommands(start, { stage, line, identity, room, emitter, state: () => state, restyle, end })
}

export type Emitter = {
  on: (name: string, listener: Listener) => void
  emit: (name: string, value?: unknown) => void
}

type Listener = (value?: unknown) => void

function createEmitter(): Emitter {
  const listeners: Record<string, Listener[]> = {}
  return {
    on: (name, listener) => {
      listeners[name] = [...(listeners[name] ?? []), listener]
      if (name === 'ready') listener()
    },
    emit: (name, value) => (listeners[name] ?? []).forEach((listener) => listener(value)),
  }
}
