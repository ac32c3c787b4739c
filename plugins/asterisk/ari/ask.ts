import { parsed } from '../json.ts'
import type { Way } from '../account.ts'

/** A request of the Asterisk REST Interface; `path` as `at` makes it. */
export type Ask = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  query?: Record<string, string | number | undefined>
  body?: unknown
  /** Milliseconds and bytes of the answer, where the usual are not enough. */
  patience?: { timeout: number; limit: number }
}

export type Answer = { status: number; body: Buffer }

/** The way to one exchange. Rejects where it does not answer, and with a refusal of the account where it knows us not. */
export type Ari = (ask: Ask) => Promise<Answer>

/** A path with its parts encoded: at`channels/${leg}/answer`. */
export function at(fixed: TemplateStringsArray, ...parts: string[]): string {
  return String.raw({ raw: fixed }, ...parts.map(encodeURIComponent))
}

// Not there, not there any more, or in no state for it: callers hang up while we speak of them.
const gone = [400, 404, 409, 412, 422]

/** Has it done. False where what it is about is gone. Throws where the exchange cannot. */
export async function does(way: Way, ask: Ask): Promise<boolean> {
  const { status, body } = await way.ari(ask)
  if (status < 300) return true
  if (!gone.includes(status)) throw failed(way, status, body)
  way.tools.log.debug({ method: ask.method, path: ask.path, status }, 'asterisk.gone')
  return false
}

/** Reads JSON; undefined where there is nothing of that name. Throws where the exchange cannot. */
export async function reads(way: Way, path: string, query?: Ask['query']): Promise<unknown> {
  const { status, body } = await way.ari({ method: 'GET', path, query })
  if (status < 300) return parsed(body.toString('utf8'))
  if (!gone.includes(status)) throw failed(way, status, body)
  return undefined
}

/** What the exchange says of something that it could not do. */
export function failed({ tools }: Pick<Way, 'tools'>, status: number, body: Buffer): Error {
  if (status === 401 || status === 403)
    return tools.failure('asterisk:reason.secret', { account: 'refused', field: 'secret' })
  return tools.failure(`asterisk:reason.failed ${status} ${body.toString('utf8').slice(0, 200)}`)
}
