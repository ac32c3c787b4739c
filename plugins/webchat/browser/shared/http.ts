/** What the server said no with: `code` is for programs, `message` for people, `retryAfter` in seconds, `challenge` of `proof_needed`. */
export type Refusal = { code: string; message: string; retryAfter: number; challenge?: string }

export type Call = {
  method?: string
  body?: object
  token?: string
  query?: Record<string, string>
  keepalive?: boolean
  /** Cookies are neither sent nor kept unless told. */
  credentials?: 'same-origin'
}

export type Http = (path: string, call?: Call) => Promise<unknown>

/** Calls below `/p/webchat/`. Rejects with a Refusal; without an answer its code is `offline`. */
export function createHttp(host: string, site: string, locale: () => string): Http {
  return async (path, call = {}) => {
    const query = { site, locale: locale(), ...call.query }
    const headers: Record<string, string> = {}
    if (call.body) headers['Content-Type'] = 'application/json'
    if (call.token) headers['Authorization'] = `Bearer ${call.token}`
    const options: RequestInit = {
      method: call.method ?? (call.body ? 'POST' : 'GET'),
      headers,
      body: call.body && JSON.stringify(call.body),
      keepalive: call.keepalive,
      credentials: call.credentials ?? 'omit',
    }
    const answer = await fetch(addressOf(host, path, query), options).catch(() => undefined)
    if (!answer) throw refusalOf(undefined)
    const content: unknown = answer.status === 204 ? undefined : await answer.json().catch(() => undefined)
    if (!answer.ok) throw refusalOf(content ?? { retry_after: answer.headers.get('Retry-After') })
    return content
  }
}

/** `https://host/p/webchat/path?query` */
export function addressOf(host: string, path: string, query: Record<string, string>): string {
  const pairs = Object.keys(query).map((key) => `${key}=${encodeURIComponent(query[key]!)}`)
  return `${host}/p/webchat/${path}?${pairs.join('&')}`
}

/** Reads an error body; nothing at all means that no answer came. */
export function refusalOf(content: unknown): Refusal {
  if (content === undefined) return { code: 'offline', message: '', retryAfter: 0 }
  const error = content as Record<'code' | 'message' | 'retry_after' | 'faults' | 'challenge', unknown>
  const fault = Array.isArray(error.faults)
    ? (error.faults[0] as { message?: unknown } | undefined)
    : undefined
  return {
    code: String(error.code ?? 'internal'),
    message: String(fault?.message ?? error.message ?? ''),
    retryAfter: Number(error.retry_after) || 0,
    ...(error.challenge ? { challenge: String(error.challenge) } : {}),
  }
}
