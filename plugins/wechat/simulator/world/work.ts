import { setMaxListeners } from 'node:events'

/** What goes on beside the calls: pushes and their retries. All of it ends with the simulator. */
export type Work = {
  /** Ends when the simulator is closed. */
  signal: AbortSignal
  /** Keeps track of work until it is done. It must not reject. */
  track: (work: Promise<void>) => Promise<void>
  /** Does something once the answer that is being written has left, and keeps track of it. */
  soon: (work: () => Promise<void>) => void
  /** Resolves when it is let go, or at the end. */
  held: () => Promise<void>
  /** Lets everything go that is held, the latest first. */
  release: () => void
  /** Resolves when nothing is under way that is not held. */
  settled: () => Promise<void>
  close: () => Promise<void>
}

/** Nothing is under way yet. */
export function createWork(): Work {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  const running = new Set<Promise<void>>()
  const waiting: (() => void)[] = []
  function track(work: Promise<void>): Promise<void> {
    const tracked = work.finally(() => running.delete(tracked))
    running.add(tracked)
    return tracked
  }
  return {
    signal: controller.signal,
    track,
    soon: (work) => void track(new Promise<void>((next) => setImmediate(next)).then(work)),
    held: () => (controller.signal.aborted ? Promise.resolve() : new Promise((go) => waiting.push(go))),
    release: () =>
      waiting
        .splice(0)
        .toReversed()
        .forEach((go) => go()),
    async settled() {
      while (running.size > waiting.length) await Promise.race(running)
    },
    async close() {
      controller.abort()
      waiting.splice(0).forEach((go) => go())
      await Promise.all(running)
    },
  }
}
