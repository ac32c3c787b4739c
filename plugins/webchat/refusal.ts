import type { Host } from 'qiantai/plugin'

/** Every code that a client may meet, with its HTTP status. */
const statuses = {
  invalid: 400,
  bad_token: 401,
  consent_needed: 403,
  proof_needed: 403,
  bad_signature: 403,
  blocked: 403,
  origin_refused: 403,
  link_expired: 403,
  unknown_site: 404,
  not_found: 404,
  conflict: 409,
  other_person: 409,
  too_large: 413,
  slow_down: 429,
  internal: 500,
  unavailable: 503,
} as const

export type Code = keyof typeof statuses
/** `message` is a translation key of ours with its values, or a sentence of the core. */
export type Fault = { field: string; message: string; values?: object }
export type ErrorBody = {
  code: Code
  message: string
  faults: { field: string; message: string }[]
  retry_after?: number
  /** Of `proof_needed`: what to work on. */
  challenge?: string
}

type Details = { faults?: Fault[]; retryAfter?: number; challenge?: string }

/** What a visitor asked for and does not get. */
export class Refusal extends Error {
  readonly code: Code
  readonly faults: Fault[]
  readonly retryAfter: number | undefined
  readonly challenge: string | undefined
  constructor(code: Code, { faults = [], retryAfter, challenge }: Details = {}) {
    super(code)
    this.code = code
    this.faults = faults
    this.retryAfter = retryAfter
    this.challenge = challenge
  }
  get status(): number {
    return statuses[this.code]
  }
}

/** The refusal that a thrown thing means; what nobody foresaw is logged and becomes `internal`. */
export function refusalOf(host: Pick<Host, 'log'>, error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const { status, faults, retryAfter } = coreError(error)
  const code = codes[status]
  if (code) return new Refusal(code, { faults, retryAfter })
  host.log.error(
    { error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    'webchat.failed',
  )
  return new Refusal('internal')
}

/** The body of an answer, in the visitor's language. */
export function errorBody(host: Pick<Host, 'translate'>, refusal: Refusal, locale: string): ErrorBody {
  return {
    code: refusal.code,
    message: host.translate(locale, `webchat:error.${refusal.code}`),
    faults: refusal.faults.map(({ field, message, values }) => ({
      field,
      message: isKey(message) ? host.translate(locale, message, values) : message,
    })),
    ...(refusal.retryAfter !== undefined && { retry_after: refusal.retryAfter }),
    ...(refusal.challenge !== undefined && { challenge: refusal.challenge }),
  }
}

const codes: Record<number, Code> = {
  400: 'invalid',
  403: 'blocked',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  503: 'unavailable',
}

/** The core's errors are known by their shape: no class of it reaches a plugin. */
function coreError(error: unknown): { status: number; faults: Fault[]; retryAfter: number | undefined } {
  const { status, faults, retryAfter }: Record<string, unknown> = Object(error)
  return {
    status: typeof status === 'number' ? status : 0,
    faults: Array.isArray(faults) ? faults : [],
    retryAfter: typeof retryAfter === 'number' ? retryAfter : undefined,
  }
}

function isKey(message: string): boolean {
  return /^[a-z][\w-]*[:.][\w.-]+$/i.test(message)
}
