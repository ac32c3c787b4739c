import { askAccount } from './account.ts'
import { callAttention, leaveAlone } from './alert.ts'
import { stayAwake } from './awake.ts'
import { useMediaKeys } from './headset.ts'
import { MicrophoneTrouble } from './microphone.ts'
import type { Quality } from './quality.ts'
import { beep, ring } from './ring.ts'
import { SipPhone } from './sip.ts'
import { holdPhone, type Tenure } from './tenure.ts'
import type { Conversation, Line, Trouble } from './types.ts'
import { watchQuality } from './watch.ts'

/** What pages show of the phone. `resumable` is a call that goes on at the exchange without us. */
export type View = {
  line: Line
  number: string
  call: Conversation | undefined
  quality: Quality | undefined
  trouble: Trouble | undefined
  resumable: number | undefined
  /** Another tab has the phone, and is in a call. */
  talksElsewhere: boolean
}

export type StationEvent = 'ringing' | 'answered' | 'ended' | 'state'

type Hearing = { drawn: () => void; happened: (event: StationEvent) => void; words: () => Words }
type Words = { title: string; icon: string }

const again = 10_000

/** The phone of whoever is signed in, as long as the document lives: pages come and go around it. */
export class Station {
  readonly view: View
  readonly #hearing: Hearing
  #tenure: Tenure | undefined
  #phone: SipPhone | undefined
  #timer = 0
  #quiet = () => {}
  #unwatch = () => {}
  #attempt = 0

  constructor(number: string, hearing: Hearing) {
    const nothing = { call: undefined, quality: undefined, trouble: undefined, resumable: undefined }
    this.view = { line: 'connecting', number, talksElsewhere: false, ...nothing }
    this.#hearing = hearing
    if (isSecureContext && navigator.locks && navigator.mediaDevices) this.#begin(number)
    else this.view.line = 'insecure'
  }

  /** Takes the phone from the other tab, or the other device. */
  take(): void {
    if (this.view.line === 'elsewhere') this.#tenure?.take()
    else void this.#open()
  }

  wake(): void {
    this.#phone?.wake()
  }

  stop(): void {
    this.#close()
    this.#tenure?.end()
    this.view.line = 'off'
  }

  async answer(): Promise<void> {
    const { call } = this.view
    if (!call) return
    this.#silence()
    try {
      await call.answer()
      this.view.trouble = undefined
    } catch (error) {
      if (!(error instanceof MicrophoneTrouble)) throw error
      this.view.trouble = error.why
    }
    this.#draw()
  }

  hangUp(): void {
    this.view.call?.hangUp()
  }

  mute(on = !this.view.call?.muted): void {
    this.view.call?.mute(on)
  }

  /** The microphone works after all, or does not. */
  tried(trouble: Trouble | undefined): void {
    this.view.trouble = trouble
    this.#draw()
  }

  /** The call that went on without us has been taken up again, or is over. */
  resumed(): void {
    this.view.resumable = undefined
    this.#draw()
  }

  #begin(number: string) {
    this.#tenure = holdPhone(number, {
      mine: () => void this.#open(),
      others: (talks) => {
        this.#close()
        this.view.talksElsewhere = talks
        this.#become('elsewhere')
      },
    })
  }

  async #open() {
    const attempt = ++this.#attempt
    clearTimeout(this.#timer)
    this.#become('connecting')
    const account = await askAccount()
    if (attempt !== this.#attempt) return
    if (typeof account === 'string') return this.#refused(account)
    this.#phone?.stop()
    this.view.resumable = account.call
    this.#phone = new SipPhone(account, {
      changed: () => this.#changed(),
      rings: (call) => this.#rings(call),
      picksUp: (call) => this.#picksUp(call),
      ended: () => this.#ended(),
      refused: (by) => (by === 'server' && !this.view.call ? void this.#open() : this.#later()),
    })
  }

  #refused(why: 'none' | 'signed-out' | 'away') {
    this.#become(why === 'away' ? 'offline' : 'off')
    if (why === 'away') this.#later()
  }

  /** The account may be another by then. A call that goes on is left in peace. */
  #later() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => (this.view.call ? this.#later() : void this.#open()), again)
  }

  #close() {
    this.#attempt += 1
    clearTimeout(this.#timer)
    this.#silence()
    this.#phone?.stop()
    this.#phone = undefined
  }

  #rings(call: Conversation) {
    this.view.call = call
    const stop = ring()
    callAttention(call.caller, this.#hearing.words())
    this.#quiet = () => {
      stop()
      leaveAlone()
    }
    this.#hearing.happened('ringing')
    this.#draw()
  }

  #picksUp(call: Conversation) {
    this.view.call = call
    beep()
    this.#hearing.happened('ringing')
    void this.answer()
  }

  #changed() {
    this.view.line = this.#phone?.line ?? this.view.line
    const { call } = this.view
    if (call?.state === 'talking' && !this.view.quality) this.#talks(call)
    useMediaKeys(call, { hangUp: () => this.hangUp(), mute: () => this.mute() })
    this.#draw()
  }

  #talks(call: Conversation) {
    this.view.quality = { word: 'good', roundTrip: undefined, jitter: 0, lost: 0 }
    this.view.resumable = undefined
    this.#unwatch = watchQuality(call, (quality) => {
      this.view.quality = quality
      this.#draw()
    })
    stayAwake(true)
    this.#tenure?.tell(true)
    this.#hearing.happened('answered')
  }

  #ended() {
    this.#silence()
    this.#unwatch()
    this.view.call = undefined
    this.view.quality = undefined
    stayAwake(false)
    this.#tenure?.tell(false)
    useMediaKeys(undefined, { hangUp: () => {}, mute: () => {} })
    this.#hearing.happened('ended')
    this.#draw()
  }

  #silence() {
    this.#quiet()
    this.#quiet = () => {}
  }

  #become(line: Line) {
    this.view.line = line
    this.#draw()
  }

  #draw() {
    this.#hearing.drawn()
    this.#hearing.happened('state')
  }
}
