import { encode } from './law.ts'
import { rate, tone } from './tones.ts'

/** 20 ms of voice. */
const frame = rate / 50
const silence = new Uint8Array(frame).fill(0xff)

/** Says something over and over, a frame every 20 ms; late timers are made up for, so that nothing is lost. */
export class Mouth {
  #voice: Uint8Array | undefined
  #at = 0
  #count = 0
  #timer: NodeJS.Timeout | undefined
  readonly #send: (frame: Uint8Array) => void

  constructor(send: (frame: Uint8Array) => void) {
    this.#send = send
  }

  say(what: number | Int16Array | undefined) {
    this.#voice = what === undefined ? undefined : encode(typeof what === 'number' ? tone(what, 1) : what)
    this.#at = 0
  }

  open() {
    if (this.#timer) return
    const begin = performance.now()
    this.#timer = setInterval(() => {
      for (const due = (performance.now() - begin) / 20; this.#count < due; this.#count++)
        this.#send(this.#next())
    }, 20)
  }

  close() {
    clearInterval(this.#timer)
  }

  #next(): Uint8Array {
    if (!this.#voice) return silence
    const begin = this.#at % this.#voice.length
    this.#at += frame
    const piece = this.#voice.subarray(begin, begin + frame)
    return piece.length === frame ? piece : Uint8Array.from({ length: frame }, (_, at) => piece[at] ?? 0xff)
  }
}
