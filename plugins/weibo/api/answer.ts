import type { FetchAnswer, Tools } from 'qiantai/plugin'
import { type Dict, dict, readJson, text } from '../json.ts'
import { type Remedy, ruleOf } from './errors.ts'

/** What an answer says. One that is no JSON says nothing; its status is then all there is. */
export function saidIn({ headers, body }: FetchAnswer): Dict {
  if (/^(image|audio|video)\//.test(headers['content-type'] ?? '')) return {}
  try {
    return dict(readJson(body.toString('utf8')))
  } catch {
    return {}
  }
}

/** The failure that Weibo's words stand for by the table of errors, or undefined where they are none, or it was done before. */
export function refusalIn(tools: Tools, said: Dict): Error | undefined {
  const code = text(said, 'error_code')
  if (!code) return undefined
  const words = text(said, 'error')
  tools.log.warn({ code, request: text(said, 'request'), words }, 'weibo.refused')
  const rule = ruleOf(code)
  if (!rule) return tools.failure(`${words} (${code})`, { permanent: !code.startsWith('1') })
  return failureOf(tools, `weibo:reason.${rule.reason}`, rule.remedy)
}

function failureOf(tools: Tools, reason: string, remedy: Remedy): Error | undefined {
  if (remedy === 'done') return undefined
  const failure = remedy === 'next-hour' ? { retryAfter: untilNextHour(tools.now()) } : remedy
  return tools.failure(reason, failure)
}

/** Weibo counts by the hours of the clock. Seconds, with some to spare. */
function untilNextHour(now: number): number {
  return 3600 - (Math.floor(now / 1000) % 3600) + 10
}
