import type { ClientWhisper } from '../../../core/platform/realtime/frames.ts'

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
  after: (milliseconds: number, run: () => void) => () => void
}

const sayEvery = 20_000
const hereFor = 45_000
const typingEvery = 3000
const typingFor = 6000

/** Who else is on a conversation and who of them is writing: said now and then, and forgotten when no longer said. */
export function keepCompany({ say, changed, after }: World): Company {
  const colleagues = new Map<number, Colleague>()
  const ends = new Map<string, () => void>()

  function hear(data: object) {
    const whisper = read(data)
    if (!whisper) return
    const { agent, kind, on } = whisper
    if (kind === 'here' && whisper.ask) say({ kind: 'here', on: true })
    if (kind === 'here' && !on) return forget(agent.id)
    colleagues.set(agent.id, {
      ...agent,
      typing: kind === 'typing' ? typingOf(whisper) : typingNow(agent.id),
    })
    later(`here ${agent.id}`, hereFor, () => forget(agent.id))
    if (kind === 'typing') later(`typing ${agent.id}`, typingFor, () => stopTyping(agent.id))
    tell()
  }

  function typingNow(id: number) {
    return colleagues.get(id)?.typing
  }

  function stopTyping(id: number) {
    const colleague = colleagues.get(id)
    if (colleague) colleagues.set(id, { ...colleague, typing: undefined })
    tell()
  }

  function forget(id: number) {
    if (colleagues.delete(id)) tell()
  }

  function typed(mode: 'reply' | 'note') {
    if (!ends.has('said')) say({ kind: 'typing', on: true, mode })
    if (!ends.has('said')) later('said', typingEvery, () => {})
    later('pause', typingFor, () => say({ kind: 'typing', on: false, mode }))
  }

  function paused() {
    if (!ends.has('pause')) return
    end('pause')
    end('said')
    say({ kind: 'typing', on: false, mode: 'reply' })
  }

  function stay(ask: boolean) {
    say(ask ? { kind: 'here', on: true, ask } : { kind: 'here', on: true })
    later('stay', sayEvery, () => stay(false))
  }

  function later(name: string, milliseconds: number, run: () => void) {
    end(name)
    const cancel = after(milliseconds, () => {
      ends.delete(name)
      run()
    })
    ends.set(name, cancel)
  }

  function end(name: string) {
    ends.get(name)?.()
    ends.delete(name)
  }

  function tell() {
    changed([...colleagues.values()])
  }

  stay(true)
  return {
    hear,
    typed,
    paused,
    leave() {
      for (const name of [...ends.keys()]) end(name)
      say({ kind: 'here', on: false })
    },
  }
}

type Stamped = ClientWhisper & { agent: { id: number; name: string } }

/** The server has checked and stamped what agents say; visitors' whispers carry no agent. */
function read(data: object): Stamped | undefined {
  return 'agent' in data && 'kind' in data ? (data as Stamped) : undefined
}

function typingOf(whisper: Extract<ClientWhisper, { kind: 'typing' }>): 'reply' | 'note' | undefined {
  return whisper.on ? whisper.mode : undefined
}
