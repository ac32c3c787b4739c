/** What every plugin function may use. */
export type Tools = {
  /** The whole error language between plugin and host: a reason for an admin to read, and what to do about it. */
  failure: (reason: string, failure?: Failure) => Error
  /** The only way out: refuses private addresses, redirects unseen, endless bodies and slow peers. */
  fetch: (url: string, options?: FetchOptions) => Promise<FetchAnswer>
  log: Log
  /** Milliseconds since 1970; tests turn it. */
  now: () => number
}

/** The reason is a translation key (`<plugin>:reason.…`, after a space its `{{detail}}`) or words of the provider. */
export type Failure = {
  /** Trying again cannot help. */
  permanent?: boolean
  /** Seconds until the next try, where the provider says so. */
  retryAfter?: number
  /** It may have been done all the same (the request left, no answer came): not tried again, a person decides. */
  unsure?: boolean
  /** Of a message: the customer may not be answered now, whatever the reply rules say. Their meter goes to nothing. */
  window?: 'closed'
  /**
   * The whole account cannot work until an admin mends it (a token ended, a secret is wrong). Until then it only hears:
   * its hooks are at work, pushes are worked on, and those that fail with this wait, as does what is to be sent.
   */
  account?: 'refused'
  /** Of `ChannelKind.check`: the name of the field that is wrong. */
  field?: string
}

export type FetchOptions = {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
  signal?: AbortSignal
  /** Milliseconds, 10,000 unless told. */
  timeout?: number
  /** Bytes of the answer, 10 MB unless told. */
  limit?: number
}
export type FetchAnswer = {
  status: number
  headers: Record<string, string>
  body: Buffer
  json: () => unknown
}

export type Log = Record<'debug' | 'info' | 'warn' | 'error', (fields: object, event: string) => void>
