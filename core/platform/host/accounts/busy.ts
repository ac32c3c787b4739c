import { Unavailable } from '../../../errors.ts'

type Verb = (...input: never[]) => Promise<unknown>

/** Knows what is under way, so that an end can wait for it. */
export type Busy = {
  /** The same verbs, counted. After `end` they reject with Unavailable. */
  counted: <T extends Record<string, Verb>>(verbs: T) => T
  /** Lets nothing new begin; resolves when the last has ended, however it ended. */
  end: () => Promise<void>
}

/** Makes the count of one open account. */
export function createBusy(): Busy {
  const running = new Set<Promise<unknown>>()
  let isOver = false

  function count(verb: Verb): Verb {
    return (...input) => {
      if (isOver) return Promise.reject(new Unavailable('errors.503.text'))
      const work = verb(...input)
      running.add(work)
      const forget = () => void running.delete(work)
      work.then(forget, forget)
      return work
    }
  }

  return {
    counted<T extends Record<string, Verb>>(verbs: T) {
      return Object.fromEntries(Object.entries(verbs).map(([name, verb]) => [name, count(verb)])) as T
    },
    async end() {
      isOver = true
      await Promise.allSettled(running)
    },
  }
}
