import type { ClientWhisper } from '../../../core/platform/realtime/frames.ts'
import { type After, namedTimers } from './timers.ts'

/** A colleague on the same conversation. */
export type Colleague = { id: number; name: string; typing?: 'reply' | 'note' }

export type Company = {
  /** A whisper on this conversation's topic; what is not about colleagues is left alone. */
  hear: (data: object) => void
  /** A key was pressed in the composer. */
  typed: (mode: 'reply' | 'note') => void
  /** The composer is empty, sent or left. */
  paused: () => void
  /** The agent leaves the conversation. */
  leave: () => void
}

type World = {
  say: (data: ClientWhisper) => void
  changed: (colleagues: Colleague[]) => void
  after: After
}

const sayEvery = 20_000
const hereFor = 45_000
const typingEvery = 3000
const typingFor = 6000

/** Who else is on a conversation and who of them is writing: said now and then, and forgotten when no longer said. */
export function keepCompany({ say, changed, after }: World): Company {
  const colleagues = new Map<number, Colleague>()
  const timers = namedTimers(after)
  let mode: 'reply' | 'note' = 'reply'

  function hear(data: object) {
    if (!isStamped(data)) return
    if (data.kind === 'typing') hearTyping(data.agent, data.on ? data.mode : undefined)
    else hearHere(data.agent, data.on, data.ask ?? false)
  }

  function hearTyping(agent: Colleague, typing: Colleague['typing']) {
    keep({ ...agent, typing })
    timers.start(`typing ${agent.id}`, typingFor, () => keep(agent))
  }

  function hearHere(agent: Colleague, on: boolean, ask: boolean) {
    if (ask) say({ kind: 'here', on: true })
    if (on) keep({ ...agent, typing: colleagues.get(agent.id)?.typing })
    else forget(agent.id)
  }

  function keep(colleague: Colleague) {
    colleagues.set(colleague.id, colleague)
    timers.start(`here ${colleague.id}`, hereFor, () => forget(colleague.id))
    changed([...colleagues.values()])
  }

  function forget(id: number) {
    timers.end(`here ${id}`)
    timers.end(`typing ${id}`)
    if (colleagues.delete(id)) changed([...colleagues.values()])
  }

  function typed(what: 'reply' | 'note') {
    mode = what
    timers.start('pause', typingFor, paused)
    if (timers.runs('said')) return
    timers.start('said', typingEvery, () => {})
    say({ kind: 'typing', on: true, mode })
  }

  function paused() {
    timers.end('pause')
    timers.end('said')
    say({ kind: 'typing', on: false, mode })
  }

  function stay() {
    say({ kind: 'here', on: true })
    timers.start('stay', sayEvery, stay)
  }

  function leave() {
    timers.endAll()
    say({ kind: 'here', on: false })
  }

  say({ kind: 'here', on: true, ask: true })
  timers.start('stay', sayEvery, stay)
  return { hear, typed, paused: () => void (timers.runs('pause') && paused()), leave }
}

type Stamped = ClientWhisper & { agent: { id: number; name: string } }

/** The server has checked and stamped what agents say; visitors' whispers carry no agent. */
function isStamped(data: object): data is Stamped {
  return 'agent' in data && 'kind' in data
}
