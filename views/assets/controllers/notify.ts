import { Controller } from '@hotwired/stimulus'
import { text, toast } from '../support/page.ts'
import { isOn, turn } from '../support/preferences.ts'
import { type LivePush, whenLive } from '../support/signals.ts'

const rowsTake = 1000

/** What calls an agent who looks elsewhere: a sound, a desktop notification, the number in the title. */
export class NotifyController extends Controller<HTMLElement> {
  static override targets = ['sound', 'ask']
  declare readonly soundTargets: HTMLElement[]
  declare readonly askTargets: HTMLElement[]
  missed = 0
  leave: (() => void)[] = []

  override connect(): void {
    this.leave = [
      whenLive('push', (push) => this.call(push)),
      whenLive('opened', ({ name }) => this.title(name)),
    ]
    document.addEventListener('visibilitychange', this.seen)
    this.draw()
  }

  override disconnect(): void {
    for (const leave of this.leave) leave()
    document.removeEventListener('visibilitychange', this.seen)
  }

  toggleSound(): void {
    turn('sound', !isOn('sound'))
    this.draw()
    if (isOn('sound')) chime()
  }

  async ask(): Promise<void> {
    const answer = await Notification.requestPermission()
    toast(text(answer === 'granted' ? 'notified' : 'denied'))
    this.draw()
  }

  draw(): void {
    for (const item of this.soundTargets) item.setAttribute('aria-checked', String(isOn('sound')))
    const settled = !('Notification' in window) || Notification.permission === 'granted'
    for (const item of this.askTargets) item.hidden = settled
  }

  call({ topic, data }: LivePush): void {
    if (topic === 'alerts') return this.alert()
    const isAsked = topic.startsWith('agent:')
    const isWritten = topic === 'desk' && data?.type === 'message.created' && data.direction === 'in'
    if (!isAsked && !isWritten) return
    if (isOn('sound')) chime()
    if (document.visibilityState === 'visible' && document.hasFocus()) return
    this.missed += 1
    this.badge()
    setTimeout(() => this.notify(Number(data?.conversation)), rowsTake)
  }

  /** Says outside of the page what an alert says on it. */
  alert(): void {
    if (isOn('sound')) chime()
    if (document.visibilityState === 'visible' && document.hasFocus()) return
    setTimeout(() => {
      const line = document.querySelector('#toasts .toast-text')?.textContent
      if (line && 'Notification' in window && Notification.permission === 'granted') new Notification(line)
    }, rowsTake)
  }

  /** Says who and what as the list has it by now; what this agent may not see has no row and is not told. */
  notify(conversation: number): void {
    const row = document.querySelector<HTMLElement>(`#row-${conversation} .row`)
    if (!row || !('Notification' in window) || Notification.permission !== 'granted') return
    const title = row.querySelector('.row-name')?.textContent ?? text('preview')
    const body = row.querySelector('.row-preview')?.textContent ?? ''
    const note = new Notification(title, { body, tag: `conversation-${conversation}` })
    note.addEventListener('click', () => {
      window.focus()
      document.querySelector<HTMLElement>(`#row-${conversation} .row`)?.click()
      note.close()
    })
  }

  title(name: string): void {
    const [, ...house] = document.title.replace(/^\(\d+\) /, '').split(' · ')
    retitle([name, ...house].join(' · '))
    this.badge()
  }

  badge(): void {
    const title = document.title.replace(/^\(\d+\) /, '')
    retitle(this.missed > 0 ? `(${this.missed}) ${title}` : title)
  }

  seen = (): void => {
    if (document.visibilityState !== 'visible') return
    this.missed = 0
    this.badge()
  }
}

/** In an element of its own: Turbo keeps the old one for the page that it was the title of. */
function retitle(line: string): void {
  const title = document.createElement('title')
  title.textContent = line
  document.querySelector('head > title')?.replaceWith(title)
}

/** Two soft tones, made here: no file to fetch. Browsers allow none before somebody has used the page. */
function chime() {
  if (!navigator.userActivation?.hasBeenActive) return
  const context = new AudioContext()
  const loudness = context.createGain()
  loudness.connect(context.destination)
  loudness.gain.setValueAtTime(0.0001, context.currentTime)
  loudness.gain.exponentialRampToValueAtTime(0.08, context.currentTime + 0.02)
  loudness.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + 0.5)
  for (const [index, pitch] of [659, 880].entries()) {
    const tone = context.createOscillator()
    tone.frequency.value = pitch
    tone.connect(loudness)
    tone.start(context.currentTime + index * 0.12)
    tone.stop(context.currentTime + 0.5)
  }
  setTimeout(() => void context.close(), 700)
}
