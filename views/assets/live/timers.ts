export type After = (milliseconds: number, run: () => void) => () => void

/** Timers by name: starting one again puts it off. */
export function namedTimers(after: After) {
  const cancels = new Map<string, () => void>()

  function end(name: string) {
    cancels.get(name)?.()
    cancels.delete(name)
  }

  return {
    runs: (name: string) => cancels.has(name),
    start(name: string, milliseconds: number, run: () => void) {
      end(name)
      const cancel = after(milliseconds, () => {
        cancels.delete(name)
        run()
      })
      cancels.set(name, cancel)
    },
    end,
    endAll: () => cancels.forEach((_, name) => end(name)),
  }
}
