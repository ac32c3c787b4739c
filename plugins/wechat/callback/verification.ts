import type { HookAnswer } from 'qiantai/plugin'
import { isSigned } from '../crypto/signature.ts'
import { type Callback, isFresh, unsealed } from './callback.ts'

type Query = Record<string, string>

/** Answers the platform's question whether this address is ours, with what it sent: as it is, or unsealed. */
export function verify(callback: Callback, query: Query, now: number): HookAnswer {
  const { timestamp = '', nonce = '', echostr = '' } = query
  if (!isFresh(callback, timestamp, now)) return { status: 401 }
  const { msg_signature: sealedSignature, signature = '' } = query
  if (sealedSignature === undefined)
    return isSigned(signature, callback.token, timestamp, nonce) ? echo(echostr) : { status: 401 }
  const isOurs = isSigned(sealedSignature, callback.token, timestamp, nonce, echostr)
  const text = isOurs ? unsealed(callback, echostr) : undefined
  return text === undefined ? { status: 401 } : echo(text)
}

/** As plain text: the platform compares every byte, and no browser is to run it. */
function echo(body: string): HookAnswer {
  return { status: 200, body, headers: { 'content-type': 'text/plain' } }
}
