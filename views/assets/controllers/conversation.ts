import { Controller } from '@hotwired/stimulus'
import { renderStreamMessage, visit } from '@hotwired/turbo'
import { streams, text, toast } from '../support/page.ts'
import { type LivePush, type LiveWhisper, tell, whenLive } from '../support/signals.ts'

const gather = 150
const silence = 8000
const greeting = 45_000
/** The server hears whispers on a topic only once it has let us follow it. */
const admission = 600

type Other = { name: string; writing: boolean; timer: number }

/** One conversation on the screen: who else is here or writes, what the customer types, and what has changed. */
export class ConversationController extends Controller<HTMLElement> {
  static override targets = ['typing', 'here', 'jump']
  static override values = { id: Number, title: String, agent: Number, head: String }
  declare readonly typingTarget: HTMLElement
  declare readonly hereTarget: HTMLElement
  declare readonly jumpTarget: HTMLButtonElement
  declare readonly idValue: number
  declare readonly titleValue: string
  declare readonly agentValue: number
  declare readonly headValue: string
  others = new Map<number, Other>()
  leave: (() => void)[] = []
  unread = 0
  away = false
  refreshing = 0
  typingTimer = 0
  arriving = 0
  greetingTimer = 0

  override connect(): void {
    this.leave = [
      whenLive('whisper', (whisper) => this.hear(whisper)),
      whenLive('push', (push) => this.changed(push)),
      whenLive('gone', ({ topic }) => this.lose(topic)),
      whenLive('connection', ({ up }) => up && this.arrive()),
    ]
    tell('follow', {})
    tell('opened', { id: this.idValue, name: this.titleValue })
    this.arrive()
    this.greetingTimer = setInterval(() => this.greet(false), greeting)
    this.element.closest<HTMLElement>('.desk')?.setAttribute('data-pane', 'conversation')
  }

  override disconnect(): void {
    this.say({ kind: 'here', on: false })
    for (const leave of this.leave) leave()
    for (const timer of [this.refreshing, this.typingTimer, this.arriving]) clearTimeout(timer)
    clearInterval(this.greetingTimer)
  }

  /** A colleague whose conversations this agent may not see has it now. */
  lose(topic: string): void {
    if (topic !== `conversation:${this.idValue}`) return
    toast(text('gone'))
    visit('/desk')
  }

  arrive(): void {
    clearTimeout(this.arriving)
    this.arriving = setTimeout(() => this.greet(true), admission)
  }

  greet(ask: boolean): void {
    this.say({ kind: 'here', on: true, ask })
  }

  newest(): void {
    this.element.querySelector('.timeline')?.dispatchEvent(new CustomEvent('timeline:newest'))
  }

  /** A message has come while somebody reads further up. */
  counted({ detail }: CustomEvent<{ isNew: boolean }>): void {
    if (!this.away || !detail.isNew) return
    this.unread += 1
    this.showJump()
  }

  scrolledAway(): void {
    this.away = true
    this.showJump()
  }

  atEnd(): void {
    this.away = false
    this.unread = 0
    this.showJump()
  }

  showJump(): void {
    this.jumpTarget.hidden = !this.away
    const label = this.jumpTarget.querySelector('span')
    this.jumpTarget.dataset.label ??= label?.textContent ?? ''
    const words = this.unread > 0 ? text('more', { n: this.unread }) : this.jumpTarget.dataset.label
    if (label) label.textContent = words
  }

  hear({ topic, data }: LiveWhisper): void {
    if (topic !== `conversation:${this.idValue}`) return
    const agent = agentOf(data)
    if (!agent) return this.showTyping(data)
    if (agent.id === this.agentValue) return
    if (data.kind === 'here' && data.ask) this.greet(false)
    this.note(agent, data)
  }

  note({ id, name }: { id: number; name: string }, data: Record<string, unknown>): void {
    const known = this.others.get(id)
    clearTimeout(known?.timer)
    if (data.kind === 'here' && !data.on) this.others.delete(id)
    else {
      const writing = data.kind === 'typing' ? Boolean(data.on) : (known?.writing ?? false)
      const timer = setTimeout(() => this.forget(id), writing ? silence : greeting * 2)
      this.others.set(id, { name, writing, timer })
    }
    this.showOthers()
  }

  /** Whoever fell silent writes no more; whoever was only here is gone. */
  forget(id: number): void {
    const other = this.others.get(id)
    if (other?.writing)
      this.others.set(id, { ...other, writing: false, timer: setTimeout(() => this.forget(id), greeting) })
    else this.others.delete(id)
    this.showOthers()
  }

  showOthers(): void {
    const lines = [...this.others.values()].map(({ name, writing }) => {
      const line = document.createElement('span')
      line.className = writing ? 'badge badge-warn' : 'badge'
      line.textContent = text(writing ? 'writing' : 'here', { name })
      return line
    })
    this.hereTarget.replaceChildren(...lines)
  }

  showTyping({ kind, on, preview }: Record<string, unknown>): void {
    if (kind !== 'typing') return
    clearTimeout(this.typingTimer)
    this.typingTarget.hidden = !on
    const words = this.typingTarget.querySelector('.typing-text')
    if (words)
      words.textContent =
        typeof preview === 'string' && preview ? preview : text('typing', { name: this.titleValue })
    if (on) this.typingTimer = setTimeout(() => (this.typingTarget.hidden = true), silence)
  }

  /** Holder, status or person are other than what stands here: asks for the head and the rail anew. */
  changed({ topic, data }: LivePush): void {
    const isOurs = this.element.dataset.topics?.split(' ').includes(topic)
    const isMessage = data?.seq !== undefined
    if (!isOurs || isMessage) return
    this.refreshing ||= setTimeout(() => void this.refresh(), gather)
  }

  async refresh(): Promise<void> {
    this.refreshing = 0
    const answer = await fetch(this.headValue, { headers: { accept: streams } }).catch(() => undefined)
    if (answer?.ok) renderStreamMessage(await answer.text())
  }

  say(data: Record<string, unknown>): void {
    tell('say', { topic: `conversation:${this.idValue}`, data })
  }
}

function agentOf({ agent }: Record<string, unknown>): { id: number; name: string } | undefined {
  if (typeof agent !== 'object' || agent === null || !('id' in agent) || !('name' in agent)) return undefined
  return { id: Number(agent.id), name: String(agent.name) }
}
