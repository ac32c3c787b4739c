import { Forbidden, Unavailable } from '../../errors.ts'
import type { App } from '../../module.ts'
import type { Failure, Log, Tools } from '../../plugin/index.ts'
import { failure } from '../../platform/jobs/index.ts'

/** What a plugin function may use. `about` is on every log line; `secrets` are on none. */
export function toolsOf(app: App, about: object, secrets: string[] = []): Tools {
  return {
    failure: (reason, kind) => Object.assign(failure(reason, kind), kind),
    fetch: app.fetch,
    log: discreet(app.log.child(about), secrets),
    now: () => app.clock().getTime(),
  }
}

/**
 * What an error of a plugin says: a reason for a person, and what to do about it. Bugs, and peers that are away, are
 * tried again in our own time; an address that may not be reached is not.
 */
export function failureOf(error: unknown, secrets: string[] = []): Failure & { reason: string } {
  const reason = conceal(error instanceof Error ? error.message : String(error), secrets).slice(0, 500)
  if (!mayBeFailure(error)) return { reason }
  const { permanent, retryAfter, unsure, window, account, field } = error
  const isPermanent = permanent === true || error instanceof Forbidden
  const isAsked = typeof retryAfter === 'number' && !(error instanceof Unavailable)
  return {
    reason,
    permanent: isPermanent,
    unsure: unsure === true,
    ...(isAsked && { retryAfter }),
    ...(window && { window }),
    ...(account && { account }),
    ...(field && { field }),
  }
}

/** An error carries what is to be done about it, or nothing. */
function mayBeFailure(error: unknown): error is Error & Failure {
  return error instanceof Error
}

/** A provider's error often quotes the request; no secret of ours is shown or logged with it. */
export function conceal(text: string, secrets: string[]): string {
  return secrets
    .filter((secret) => secret.length > 3)
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), text)
}

function discreet(log: Log, secrets: string[]): Log {
  const write = (level: keyof Log) => (fields: object, event: string) =>
    log[level](concealFields(fields, secrets), conceal(event, secrets))
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}

function concealFields(fields: object, secrets: string[]): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, concealValue(value, secrets)]),
  )
}

function concealValue(value: unknown, secrets: string[]): unknown {
  if (value instanceof Error) return conceal(value.stack ?? value.message, secrets)
  if (typeof value === 'string') return conceal(value, secrets)
  return JSON.parse(conceal(JSON.stringify(value) ?? 'null', secrets))
}
