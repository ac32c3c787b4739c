/**
 * The outcome of `work`, or an error once `seconds` are over. What comes too late goes to `late`, so that it can be
 * ended; its own failure is nobody's business any more.
 */
export async function within<T>(
  seconds: number,
  work: Promise<T>,
  late: (value: T) => unknown = () => {},
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isOver = true
      reject(new Error(`no answer within ${seconds} s`))
    }, seconds * 1000)
  })
  work.then((value) => (isOver ? late(value) : undefined)).catch(() => {})
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}

/** The work's outcome, or a rejection as soon as the signal ends: a plugin that ignores it holds nobody up. */
export function orAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const end = () => reject(signal.reason)
  signal.addEventListener('abort', end, { once: true })
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', end))
}
