import type { HookAnswer, HookRequest } from 'qiantai/plugin'
import type { Line } from './account.ts'
import { arrivalOf } from './inbound.ts'
import { text } from './json.ts'
import { keyOf, readPush } from './push.ts'
import { isFresh, isSigned } from './signature.ts'

const taken: HookAnswer = { status: 200, body: '' }

/**
 * Weibo's calls: GET proves the address, POST pushes. An empty answer within five seconds says "no reply now, and do not
 * call again", so a push is kept, and worked on afterwards.
 */
export async function answerCall({ channel, account }: Line, request: HookRequest): Promise<HookAnswer> {
  const { query, method, body } = request
  if (!isSigned(query, account.appSecret)) return { status: 401 }
  if (account.clock && !isFresh(query, channel.now())) return refuseStale({ channel, account }, query)
  return method === 'GET' ? echo(query) : keep({ channel, account }, body)
}

function refuseStale({ channel }: Line, { timestamp }: Record<string, string>): HookAnswer {
  channel.log.warn({ timestamp, now: channel.now() }, 'weibo.stale-call')
  return { status: 401 }
}

function echo({ echostr = '' }: Record<string, string>): HookAnswer {
  return { status: 200, body: echostr, headers: { 'content-type': 'text/plain; charset=utf-8' } }
}

function keep({ channel, account }: Line, body: Buffer): HookAnswer {
  const push = readPush(body)
  if (!push) return ignore({ channel, account }, { reason: looksLikeXml(body) ? 'xml' : 'unreadable' })
  const { type, receiver, sender } = push
  if (receiver !== account.uid) return ignore({ channel, account }, { reason: 'receiver', receiver })
  if (!arrivalOf(push, account))
    return ignore({ channel, account }, { reason: 'unknown', type, subtype: text(push.data, 'subtype') })
  return { ...taken, keep: { key: keyOf(push), body: body.toString('utf8'), order: sender } }
}

function ignore({ channel }: Line, fields: object): HookAnswer {
  channel.log.warn(fields, 'weibo.push-ignored')
  return taken
}

function looksLikeXml(body: Buffer): boolean {
  return body.subarray(0, 100).toString('latin1').trimStart().startsWith('<')
}
