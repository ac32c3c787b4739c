import type { FetchAnswer, FetchOptions, Tools } from 'qiantai/plugin'
import { readJson } from '../json.ts'
import { type Tree, textOf } from '../tree.ts'
import { failureOf, type Remedies, type Remedy } from './remedies.ts'

/** `once`: it must not be done twice, so that an answer that never came leaves it open whether it was done. */
export type Request = FetchOptions & { once?: true }

/** What the platform has refused: the code, and what to do about it. */
export type Refusal = Error & { code: string; remedy: Remedy }

/** One call and its JSON. Throws a failure by the table where the platform refuses, and one to be retried where it is away. */
export async function exchange(
  tools: Tools,
  remedies: Remedies,
  url: string,
  request: Request = {},
): Promise<Tree> {
  return replyOf(tools, remedies, url, request, await reach(tools, url, request))
}

/** One call and its answer, whatever it is. Throws where there is none. */
export async function reach(tools: Tools, url: string, { once, ...options }: Request): Promise<FetchAnswer> {
  try {
    const answer = await tools.fetch(url, options)
    if (answer.status < 500 && answer.status !== 429) return answer
  } catch (error) {
    if (once || !isUnsure(error)) throw error
  }
  throw tools.failure('wechat:reason.away')
}

/** The JSON of an answer, where it is no refusal. */
export function replyOf(
  tools: Tools,
  remedies: Remedies,
  url: string,
  { once }: Request,
  answer: FetchAnswer,
): Tree {
  const reply = parsed(answer.body)
  if (!reply) throw tools.failure('wechat:reason.garbled', { unsure: once, permanent: answer.status >= 400 })
  const code = textOf(reply, 'errcode') || '0'
  if (code === '0') return reply
  throw refusalOf(tools, remedies, { code, words: textOf(reply, 'errmsg'), path: new URL(url).pathname })
}

/** The code of the platform's refusal, where the error is one. */
export function refusalIn(error: unknown): Partial<Refusal> {
  return error instanceof Error ? error : {}
}

/** Can trying again not help? */
export function isFinal(error: unknown): boolean {
  return error instanceof Error && 'permanent' in error && error.permanent === true
}

function refusalOf(
  tools: Tools,
  remedies: Remedies,
  { code, words, path }: { code: string; words: string; path: string },
): Refusal {
  const { remedy, reason } = remedies[code] ?? { remedy: 'drop' as const }
  tools.log.warn({ code, words, path }, 'wechat.refused')
  const told = reason ? [reason, ...addressIn(reason, words)].join(' ') : `${code} ${words}`
  return Object.assign(tools.failure(told, failureOf(remedy, tools.now())), { code, remedy })
}

/** The address that the platform wants to see in its list; both families are told, the first is enough. */
function addressIn(reason: string, words: string): string[] {
  if (reason !== 'wechat:reason.address') return []
  return [/\b\d{1,3}(?:\.\d{1,3}){3}\b/.exec(words)?.[0] ?? words]
}

function parsed(body: Buffer): Tree | undefined {
  try {
    return readJson(body)
  } catch {
    return undefined
  }
}

function isUnsure(error: unknown): boolean {
  return error instanceof Error && 'unsure' in error && error.unsure === true
}
