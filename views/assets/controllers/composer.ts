import { Controller } from '@hotwired/stimulus'
import { renderStreamMessage } from '@hotwired/turbo'
import { attachmentsOf } from './attach.ts'
import type { Attachments, Entry } from '../support/attachments.ts'
import { mentionedIn } from './mention.ts'
import { drawOwn, markUnsent } from '../support/own-message.ts'
import { keepLeftover } from '../support/leftovers.ts'
import { forget, keep, type Unsent, unsentOf } from '../support/outbox.ts'
import { clearPile, pileIn } from '../support/pile.ts'
import { isComposing, json, send, streams, text, toastRefusal } from '../support/page.ts'
import { mayBePublic } from '../support/public.ts'
import { tell } from '../support/signals.ts'
import { addressOf, chosenIn } from '../support/targets.ts'
import { lastAnswer } from '../support/timeline.ts'

type Mode = 'reply' | 'note'

const draftPause = 700
const typingPause = 3000

/** Where an agent writes: a reply or a note, with files, a kept draft, and nothing lost or said twice. */
export class ComposerController extends Controller<HTMLFormElement> {
  static override targets = ['text', 'mode', 'clientId', 'template', 'saved', 'collision', 'said']
  static override values = { id: Number, agent: Number }
  declare readonly textTarget: HTMLTextAreaElement
  declare readonly modeTargets: HTMLInputElement[]
  declare readonly clientIdTarget: HTMLInputElement
  declare readonly templateTarget: HTMLTemplateElement
  declare readonly savedTarget: HTMLElement
  declare readonly collisionTarget: HTMLElement
  declare readonly saidTarget: HTMLElement
  declare readonly idValue: number
  declare readonly agentValue: number
  drafting = 0
  typing = 0
  /** Files of messages that have not been taken yet. */
  released = new Map<string, Entry[]>()

  override connect(): void {
    this.modeChanged()
    this.grow()
    this.again()
    addEventListener('online', this.again)
  }

  override disconnect(): void {
    clearTimeout(this.drafting)
    if (this.unsaid()) void this.saveDraft()
    this.rest()
    removeEventListener('online', this.again)
  }

  again = (): void => {
    for (const unsent of unsentOf(this.idValue)) void this.post(unsent)
  }

  get mode(): Mode {
    return this.modeTargets.find((radio) => radio.checked)?.value === 'note' ? 'note' : 'reply'
  }

  get attachments(): Attachments | undefined {
    return attachmentsOf(this.element)
  }

  get messages(): HTMLElement | null {
    return document.getElementById(`messages-${this.idValue}`)
  }

  async send(event: Event): Promise<void> {
    event.preventDefault()
    await this.leave(this.seen())
  }

  sendAnyway(): Promise<void> {
    return this.leave()
  }

  /** What another part of the composer has made, a voice note: it leaves beside what stands in the field. */
  async say({ detail }: CustomEvent<{ files: string[]; duration: number }>): Promise<void> {
    const unsent = this.unsent({ text: '', ...detail })
    if (await this.mayLeave('')) await this.post(unsent)
  }

  /** Sending empties the field at once; what goes wrong puts it back or stands in the timeline. */
  async leave(expectedSeq?: number): Promise<void> {
    const { words, mode } = this
    const files = mode === 'note' ? [] : await this.attachments?.taken()
    if (!files || (!words && files.length === 0) || !(await this.mayLeave(words))) return
    const unsent = this.unsent({ text: words, files: files.map(({ uid }) => uid) })
    this.released.set(unsent.clientId, mode === 'note' ? [] : (this.attachments?.release() ?? []))
    this.clear()
    await this.post(unsent, expectedSeq)
  }

  /** Notes always may; a reply where the window is open, and in public once somebody has said yes. */
  async mayLeave(words: string): Promise<boolean> {
    if (this.mode === 'note') return true
    if (chosenIn(this.element)?.isOpen === false) return false
    return mayBePublic(this.element, this.idValue, words)
  }

  unsent(said: { text: string; files: string[]; duration?: number }): Unsent {
    return {
      clientId: crypto.randomUUID(),
      conversation: this.idValue,
      mode: this.mode,
      mentions: mentionedIn(this.element, said.text),
      at: new Date().toISOString(),
      ...(this.mode === 'reply' && addressOf(chosenIn(this.element))),
      ...said,
    }
  }

  async post(unsent: Unsent, expectedSeq?: number): Promise<void> {
    const { clientId, mode, conversation } = unsent
    keep(unsent)
    const list = this.messages
    if (list) drawOwn(list, this.templateTarget, unsent)
    const url = `/conversations/${conversation}/${mode === 'note' ? 'notes' : 'messages'}`
    const answer = await send(url, bodyOf(unsent, expectedSeq)).catch(() => undefined)
    if (answer?.ok) return this.sent(clientId, await answer.text())
    if (answer?.status === 409 && expectedSeq !== undefined) return this.collide(unsent)
    if (answer && answer.status < 500) return this.refuse(unsent, answer)
    markUnsent(clientId, text('unsent'), () => void this.post(unsent))
  }

  sent(clientId: string, html: string): void {
    forget(clientId)
    this.released.delete(clientId)
    renderStreamMessage(html)
  }

  /** Somebody was faster: the words come back, with what was said in between. */
  async collide(unsent: Unsent): Promise<void> {
    this.takeBack(unsent)
    const newest = await fetch(`/conversations/${this.idValue}/messages`, {
      headers: { accept: streams },
    }).catch(() => undefined)
    if (newest?.ok) renderStreamMessage(await newest.text())
    requestAnimationFrame(() => {
      this.saidTarget.replaceChildren(...lastAnswer(this.messages))
      this.collisionTarget.hidden = false
    })
  }

  keepWriting(): void {
    this.collisionTarget.hidden = true
    this.textTarget.focus()
  }

  async refuse(unsent: Unsent, answer: Response): Promise<void> {
    this.takeBack(unsent)
    if (answer.status === 404) return tell('gone', { topic: `conversation:${this.idValue}` })
    await toastRefusal(answer)
  }

  /** What was not taken stands in the field again. */
  takeBack({ clientId, text: words }: Unsent): void {
    forget(clientId)
    document.getElementById(`message-${clientId}`)?.remove()
    this.attachments?.restore(this.released.get(clientId) ?? [])
    this.released.delete(clientId)
    this.textTarget.value = [words, this.textTarget.value].filter(Boolean).join('\n')
    this.grow()
  }

  /** What stands in the field; of a reply, with the lines that wait above it. */
  get words(): string {
    const lines = this.mode === 'note' ? [] : pileIn(this.element)
    return [...lines, this.textTarget.value.trim()].filter(Boolean).join('\n')
  }

  /** All that stands here and has not left. */
  unsaid(): string {
    const waiting = unsentOf(this.idValue).map((unsent) => unsent.text)
    return [...waiting, this.words].filter(Boolean).join('\n')
  }

  clear(): void {
    this.textTarget.value = ''
    this.collisionTarget.hidden = true
    if (this.mode === 'reply') clearPile(this.element)
    clearTimeout(this.drafting)
    this.savedTarget.textContent = ''
    this.rest()
    this.grow()
    this.textTarget.focus()
  }

  typed(): void {
    this.grow()
    this.savedTarget.textContent = ''
    clearTimeout(this.drafting)
    this.drafting = setTimeout(() => void this.saveDraft(), draftPause)
    if (this.typing) return
    this.whisper(true)
    this.typing = setTimeout(() => (this.typing = 0), typingPause)
  }

  rest(): void {
    clearTimeout(this.typing)
    this.typing = 0
    this.whisper(false)
  }

  whisper(on: boolean): void {
    tell('say', { topic: `conversation:${this.idValue}`, data: { kind: 'typing', on, mode: this.mode } })
  }

  async saveDraft(): Promise<void> {
    const draft = { text: this.words, mode: this.mode }
    const answer = await send(`/conversations/${this.idValue}/draft`, draft, json).catch(() => undefined)
    if (answer?.status === 404) this.giveUp()
    if (answer?.ok && draft.text) this.savedTarget.textContent = this.savedTarget.dataset.text ?? ''
  }

  /** The conversation is not this agent's any more: what they wrote is kept where they can copy it. */
  giveUp(): void {
    const words = this.unsaid()
    if (!words) return
    keepLeftover(this.agentValue, words)
    this.textTarget.value = ''
    for (const { clientId } of unsentOf(this.idValue)) forget(clientId)
    tell('leftover', {})
  }

  modeChanged(): void {
    const { dataset, placeholder } = this.textTarget
    dataset.replyPlaceholder ??= placeholder
    const isPublic = chosenIn(this.element)?.isPublic
    const words =
      this.mode === 'note'
        ? dataset.notePlaceholder
        : isPublic
          ? dataset.publicPlaceholder
          : dataset.replyPlaceholder
    this.textTarget.placeholder = words ?? ''
    this.textTarget.setAttribute('aria-label', words ?? '')
  }

  write(event: Event): void {
    const mode = event.currentTarget instanceof HTMLElement ? event.currentTarget.dataset.mode : undefined
    for (const radio of this.modeTargets) radio.checked = radio.value === mode
    this.modeChanged()
    this.textTarget.focus()
  }

  key(event: KeyboardEvent): void {
    if (isComposing(event)) return
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return
    event.preventDefault()
    this.element.requestSubmit()
  }

  insert({ detail }: CustomEvent<{ text: string }>): void {
    const field = this.textTarget
    field.setRangeText(detail.text, field.selectionStart, field.selectionEnd, 'end')
    field.focus()
    this.typed()
  }

  /** The newest message that the agent has before their eyes: what came later, they have not read. */
  seen(): number {
    const numbers = [...(this.messages?.querySelectorAll<HTMLElement>('.message') ?? [])].map(
      ({ dataset }) => Number(dataset.seq) || 0,
    )
    return Math.max(0, ...numbers)
  }

  /** For browsers whose text fields do not grow by themselves. */
  grow(): void {
    if (CSS.supports('field-sizing', 'content')) return
    this.textTarget.style.height = 'auto'
    this.textTarget.style.height = `${this.textTarget.scrollHeight}px`
  }
}

function bodyOf({ clientId, text: words, files, mode, mentions, ...more }: Unsent, expectedSeq?: number) {
  if (mode === 'note') return { clientId, text: words, mentions }
  const { identityId, confirmedPublic, duration } = more
  return { clientId, text: words, files, identityId, confirmedPublic, duration, expectedSeq }
}
