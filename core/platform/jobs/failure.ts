/**
 * Why a try failed, for an admin to read, and whether another can help. `retryAfter` in seconds. `waitsFor` names what
 * has to happen first: then it was no try, and `retryAfter` is the longest wait. `hasCome` says whether that happened while
 * the job was put away.
 */
export type Failure = Error & {
  permanent: boolean
  retryAfter?: number
  waitsFor?: string
  hasCome?: () => boolean
}

/** The error that a handler throws where it knows what the failure means. */
export function failure(reason: string, options: Partial<Omit<Failure, keyof Error>> = {}): Failure {
  return Object.assign(new Error(reason), {
    permanent: options.permanent ?? false,
    retryAfter: options.retryAfter,
    waitsFor: options.waitsFor,
    hasCome: options.hasCome,
  })
}

/** Any thrown thing as a failure: what nobody foresaw may be tried again. */
export function failureOf(error: unknown): Failure {
  const thrown = error instanceof Error ? error : new Error(String(error))
  return Object.assign(thrown, { permanent: 'permanent' in thrown && thrown.permanent === true })
}
