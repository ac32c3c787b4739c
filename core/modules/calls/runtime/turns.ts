import type { App } from '../../../module.ts'

/** What happens to a call, one thing after the other; two calls do not wait for each other. */
export type Turns = {
  /** Does this when everything before it under the same key is done. A failure is the caller's, and stops nothing. */
  take: <T>(key: string, work: () => Promise<T>) => Promise<T>
  /** Resolves when nothing is under way. */
  settle: () => Promise<void>
}

const turns = new WeakMap<object, Turns>()

/** The turns of this process. */
export function turnsOf({ jobs }: Pick<App, 'jobs'>): Turns {
  const known = turns.get(jobs) ?? createTurns()
  turns.set(jobs, known)
  return known
}

/** Resolves when everything that calls have begun in this process is done, what the exchange is told included. */
export async function quiet(app: Pick<App, 'jobs'>): Promise<void> {
  await turnsOf(app).settle()
}

function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>()
  return {
    take(key, work) {
      const done = (last.get(key) ?? Promise.resolve()).then(work)
      const quiet = done.catch(() => {}).finally(() => last.get(key) === quiet && last.delete(key))
      last.set(key, quiet)
      return done
    },
    async settle() {
      while (last.size > 0) await Promise.all(last.values())
    },
  }
}
