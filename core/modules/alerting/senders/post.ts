import { Forbidden, Unavailable } from '../../../errors.ts'
import { failure } from '../../../platform/jobs/index.ts'
import type { Out } from './sender.ts'

type Answer = { status: number; json: Record<string, unknown>; text: string }

const shownOfAnswer = 200

/** Posts JSON and answers what came back. Throws a `failure` where nobody answers, or with another status than 2xx. */
export async function postJson(
  { fetch }: Out,
  url: string,
  payload: string | object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const head = { 'content-type': 'application/json; charset=utf-8', ...headers }
  const answer = await fetch(url, { method: 'POST', headers: head, body, limit: 64 * 1024 }).catch(unreached)
  const text = answer.body.toString('utf8')
  if (answer.status < 200 || answer.status > 299) throw refusedWith(answer.status, text)
  return { status: answer.status, json: objectIn(text), text }
}

/** The failure of a robot's answer: known codes by our words, others by the provider's own. */
export function refusal(code: number, message: string, known: Record<number, Known>): Error {
  const { reason, permanent = true } = known[code] ?? { permanent: false }
  const said = `${code} ${message}`.trim().slice(0, shownOfAnswer)
  return failure(reason ? `alerts.reason.${reason} ${said}` : said, { permanent })
}

/** What a provider's code means. `permanent` unless told: only an admin can mend it. */
export type Known = { reason: string; permanent?: boolean }

function unreached(error: unknown): never {
  if (error instanceof Forbidden) throw failure(`alerts.reason.private ${error.message}`, { permanent: true })
  if (error instanceof Unavailable) throw failure(`alerts.reason.unreachable ${error.message}`)
  throw error
}

function refusedWith(status: number, text: string): Error {
  const said = `HTTP ${status} ${text.replace(/\s+/g, ' ').trim().slice(0, shownOfAnswer)}`.trim()
  if (status === 429) return failure(`alerts.reason.too-many ${said}`, { retryAfter: 60 })
  const isOurs = status >= 400 && status < 500 && status !== 408
  return failure(isOurs ? `alerts.reason.refused ${said}` : said, { permanent: isOurs })
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
