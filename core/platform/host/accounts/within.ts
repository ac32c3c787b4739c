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
