import type { Inner } from '../shared/api.ts'
import { openLine } from '../shared/line.ts'
import type { LinkState } from '../shared/link/link.ts'
import type { Config } from '../shared/wire.ts'
import { createCommands, type Commands } from './commands.ts'
import { greetLater } from './greeting.ts'
import { createIdentity } from './identity.ts'
import { createInbox } from './inbox.ts'
import { drawLauncher } from './look.ts'
import { createRoom } from './room.ts'
import { setStage } from './stage.ts'

export type { Commands }

export type Start = Inner['start'][0]

/** Brings the launcher to life: the button, the line, the panel when it is wanted. Answers what the page may call. */
export function run(start: Start): Commands {
  const { config, session, words } = start
  const emitter = createEmitter()
  let state: LinkState = 'connecting'

  const look = drawLauncher(config, start.host, words, start.nonce, {
    toggle: () => stage.toggle(),
    open: () => stage.open(),
    close: () => stage.close(),
    near: () => room.enter(),
  })
  const stage = setStage(look, (open) => {
    ungreet()
    if (open) room.enter()
    inbox.show()
    room.shown()
    emitter.emit(open ? 'open' : 'close')
  })
  const inbox = createInbox({
    show: (unread) => look.unread(stage.isOpen() ? [] : unread),
    count: (unread) => emitter.emit('unread', unread),
    arrived: (message) => {
      if (message.state === 'sent' && line.leads()) line.tell({ t: 'seen', upto: message.uid, read: false })
      room.enter()
      emitter.emit('message', { text: message.text, author: message.author?.name })
    },
  })
  const line = openLine(start, {
    heard: (heard) => {
      inbox.hear(heard)
      room.post({ type: 'heard', data: { heard, loud: line.leads() } })
    },
    state: (next) => room.post({ type: 'state', data: (state = next) }),
    held: inbox.held,
    changed: () => changed(true),
  })
  const identity = createIdentity(start.http, session, renew)
  const parts = { state: () => state, tell: line.tell, renew, consented: identity.consented }
  const room = createRoom(look.panel, words.title, start, stage, parts)
  const ungreet = greetLater(config, start.tab, () => !stage.isOpen() && inbox.isEmpty(), look.greet)

  /** Without an answer the panel gets the token that was, and tries again by itself. */
  async function renew() {
    const other = await session.open().catch(() => false)
    if (other) line.restart()
    changed(other)
  }

  function changed(other: boolean) {
    if (other) inbox.clear()
    room.post({ type: 'token', data: { token: session.token(), visitor: session.visitor(), changed: other } })
  }

  function restyle(changes: Partial<Config>) {
    look.restyle(Object.assign(config, changes))
    room.init()
  }

  const ends = [ungreet, stage.end, line.stop, room.leave, look.remove, session.forget]
  const end = () => ends.forEach((one) => one())
  line.start()
  return createCommands(start, { stage, line, identity, room, emitter, state: () => state, restyle, end })
}

export type Emitter = {
  on: (name: string, listener: Listener) => void
  emit: (name: string, value?: unknown) => void
}

type Listener = (value?: unknown) => void

function createEmitter(): Emitter {
  const listeners: [string, Listener][] = []
  return {
    on: (name, listener) => {
      listeners.push([name, listener])
      if (name === 'ready') listener()
    },
    emit: (name, value) => listeners.forEach(([wanted, listener]) => wanted === name && listener(value)),
  }
}
