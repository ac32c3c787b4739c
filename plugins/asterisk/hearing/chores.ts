import type { Log } from 'qiantai/plugin'

/** Work beside the hearing, now or in a while. What fails is noted, and nobody waits for it. */
export class Chores {
  readonly #log: Log
  readonly #timers = new Set<NodeJS.Timeout>()
  #isOpen = true

  constructor(log: Log) {
    this.#log = log
  }

  now(work: Promise<unknown> | undefined) {
    work?.catch((error: unknown) => this.#log.warn({ error }, 'asterisk.chore-failed'))
  }

  /** After so many milliseconds, unless it is closed before. */
  later(milliseconds: number, work: () => Promise<unknown>) {
    if (!this.#isOpen) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.now(work())
    }, milliseconds).unref()
    this.#timers.add(timer)
  }

  close() {
    this.#isOpen = false
    for (const timer of this.#timers) clearTimeout(timer)
  }
}
