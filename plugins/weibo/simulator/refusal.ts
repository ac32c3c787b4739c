const words: Record<number, string> = {
  10001: 'System error',
  10005: 'Remote service error: permission denied',
  10013: 'Invalid weibo user',
  10016: 'Miss required parameter',
  10017: 'Parameter value invalid',
  10020: 'Request api not found',
  10023: 'User requests out of rate limit',
  10024: 'User requests for this api out of rate limit',
  20003: 'User does not exist',
  20012: 'Text too long, please input text less than 140 characters',
  20013: 'Text too long, please input text less than 300 characters',
  20019: 'Repeated content',
  20101: 'Target weibo does not exist',
  20201: 'Target weibo comment does not exist',
  20308: 'You are not allowed to send a message to this user',
  20309: 'Out of the limit of messages to this user',
  21322: 'redirect_uri_mismatch',
  21324: 'invalid_client',
  21325: 'invalid_grant',
  21327: 'expired_token',
  21332: 'invalid_access_token',
  26401: 'menu does not exist',
}

/** Why this Weibo does not do what it was asked to do. */
export type Refusal = Error & { code: number }

/** The error that a handler throws. */
export function refuse(code: number): Refusal {
  return Object.assign(new Error(words[code] ?? 'error'), { code })
}

export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'code' in error && typeof error.code === 'number'
}

/** A parameter that must be there. */
export function needed(values: Record<string, string>, name: string): string {
  const value = values[name]
  if (!value) throw refuse(10016)
  return value
}
