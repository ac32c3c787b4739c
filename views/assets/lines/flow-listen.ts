import { Controller } from '@hotwired/stimulus'
import { hush, play } from './player.ts'

/** As the server draws it, see pages/rehearsal.ts. */
type Flow = { opening: Said[]; start: Stop; closed: Stop; menus: Record<string, Menu>; invalid: Said }
type Said = { text: string; src: string }
type Stop = { menu: string } | { says: Said[]; text: string; loops?: string }
type Menu = {
  name: string
  prompt: Said
  keys: Record<string, Stop>
  seconds: number
  tries: number
  otherwise: Stop
}

/** Lets an admin call the flow as a customer: sounds in their order, keys to press, and in words what cannot be heard. */
export class FlowListenController extends Controller<HTMLElement> {
  static override targets = ['call', 'label', 'keys', 'night', 'said']
  static override values = { flow: Object, call: String, hangUp: String, silence: String, ended: String }
  declare readonly callTarget: HTMLElement
  declare readonly labelTarget: HTMLElement
  declare readonly keysTarget: HTMLElement
  declare readonly nightTarget: HTMLInputElement
  declare readonly saidTarget: HTMLElement
  declare readonly flowValue: Flow
  declare readonly callValue: string
  declare readonly hangUpValue: string
  declare readonly silenceValue: string
  declare readonly endedValue: string
  #call?: AbortController
  #pressed?: (key: string) => void

  override disconnect(): void {
    this.#end()
  }

  async toggle(): Promise<void> {
    if (this.#call) return this.#end()
    this.saidTarget.replaceChildren()
    const call = (this.#call = new AbortController())
    this.#draw()
    await this.#answer(call.signal)
    if (this.#call !== call) return
    this.#write(this.endedValue)
    this.#end()
  }

  press({ currentTarget }: Event): void {
    const key = currentTarget instanceof HTMLElement ? currentTarget.dataset.key : undefined
    if (key) this.#pressed?.(key)
  }

  async #answer(signal: AbortSignal): Promise<void> {
    for (const said of this.flowValue.opening) await this.#hear(said, signal)
    let stop: Stop | undefined = this.nightTarget.checked ? this.flowValue.closed : this.flowValue.start
    while (stop && 'menu' in stop && !signal.aborted) stop = await this.#choose(stop.menu, signal)
    if (!stop || 'menu' in stop || signal.aborted) return
    for (const said of stop.says) await this.#hear(said, signal)
    this.#write(stop.text, 'place')
    if (stop.loops && !signal.aborted) await play(stop.loops, { loop: true })
  }

  /** What the caller chooses in a menu, after as many tries as it has. */
  async #choose(id: string, signal: AbortSignal): Promise<Stop | undefined> {
    const menu = this.flowValue.menus[id]
    let before: Said[] = []
    for (let left = menu?.tries ?? 0; menu && left > 0 && !signal.aborted; left--) {
      const key = await this.#ask(menu, before, signal)
      before = key === undefined ? [] : [this.flowValue.invalid]
      if (key === undefined) continue
      this.#write(key, 'key')
      const chosen = menu.keys[key]
      if (chosen) return chosen
    }
    if (menu && !signal.aborted) this.#write(this.silenceValue)
    return menu?.otherwise
  }

  /** The key that is pressed while the menu speaks, or within its time afterwards. */
  #ask(menu: Menu, before: Said[], signal: AbortSignal): Promise<string | undefined> {
    return new Promise((resolve) => {
      let timer = 0
      const settle = (key?: string) => {
        clearTimeout(timer)
        this.#pressed = undefined
        resolve(key)
      }
      this.#pressed = (key) => {
        settle(key)
        hush()
      }
      signal.addEventListener('abort', () => settle(), { once: true })
      void this.#hearAll([...before, menu.prompt], signal).then(() => {
        if (this.#pressed) timer = window.setTimeout(settle, menu.seconds * 1000)
      })
    })
  }

  /** As long as nobody presses a key. */
  async #hearAll(sounds: Said[], signal: AbortSignal): Promise<void> {
    for (const said of sounds) if (this.#pressed) await this.#hear(said, signal)
  }

  async #hear({ text, src }: Said, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    this.#write(text, 'sound')
    if (src) await play(src)
  }

  #end(): void {
    const call = this.#call
    this.#call = undefined
    call?.abort()
    hush()
    this.#draw()
  }

  #write(text: string, kind = ''): void {
    const line = document.createElement('li')
    line.dataset.kind = kind
    line.textContent = text
    this.saidTarget.append(line)
    line.scrollIntoView({ block: 'nearest' })
  }

  #draw(): void {
    const isCalling = this.#call !== undefined
    this.keysTarget.hidden = !isCalling
    this.callTarget.classList.toggle('button-danger', isCalling)
    this.labelTarget.textContent = isCalling ? this.hangUpValue : this.callValue
  }
}
