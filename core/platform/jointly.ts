/**
 * Lets those who ask at the same time share one answer: whoever asks while one is being read gets the next, so that nobody
 * hears how it was before they asked.
 */
export function jointly<T>(read: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  let next: Promise<T> | undefined

  function begin(): Promise<T> {
    next = undefined
    return read()
  }

  return () => {
    if (next) return next
    next = last.then(begin)
    last = next.catch(() => {})
    return next
  }
}
