import { signed } from './signature.js'

/** @import { FetchAnswer, Settings, Tools } from 'qiantai/plugin' */

/**
 * Posts one event to the app, signed. Answers what the app said; throws a failure where it did not take it.
 * @param {Tools} tools
 * @param {Settings} settings
 * @param {object} event
 * @param {AbortSignal} [signal]
 * @returns {Promise<Record<string, unknown>>}
 */
export async function tell(tools, { url, secret }, event, signal) {
  const body = JSON.stringify(event)
  const headers = signed(String(secret), body, tools.now())
  const answer = await tools.fetch(String(url), { method: 'POST', headers, body, signal })
  if (answer.status < 300) return read(answer)
  throw refusal(tools, answer)
}

/**
 * Throws what an admin has to mend before an account can work.
 * @param {Tools} tools
 * @param {Settings} settings
 */
export async function check(tools, settings) {
  await tell(tools, settings, { type: 'ping' })
}

/**
 * What an answer of the app means for us: README.md has the same as a table.
 * @param {Tools} tools
 * @param {FetchAnswer} answer
 */
function refusal({ failure }, answer) {
  const words = String(read(answer).error ?? `HTTP ${answer.status}`).slice(0, 200)
  if (answer.status === 401)
    return failure('app-bridge:reason.secret', { permanent: true, account: 'refused' })
  if (answer.status === 403) return failure('app-bridge:reason.window', { permanent: true, window: 'closed' })
  if (answer.status === 429)
    return failure(words, { retryAfter: Number(answer.headers['retry-after']) || 60 })
  return failure(words, { permanent: answer.status < 500 })
}

/**
 * The JSON object in an answer; an app that says nothing has nothing to say.
 * @param {FetchAnswer} answer
 * @returns {Record<string, unknown>}
 */
function read(answer) {
  try {
    return Object(answer.json())
  } catch {
    return {}
  }
}
