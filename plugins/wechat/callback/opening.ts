import type { HookRequest } from 'qiantai/plugin'
import { isSigned } from '../crypto/signature.ts'
import { type Tree, textOf } from '../tree.ts'
import { type Callback, isFresh, unsealed } from './callback.ts'
import { readPush } from './push.ts'

/** A call of the platform, proven and read; or the status that it is refused with. */
export type Opened = { text: string; tree: Tree } | { status: 400 | 401; reason: string }

/** Proves and reads a call. `now` in milliseconds. */
export function openCall(callback: Callback, request: HookRequest, now: number): Opened {
  const { timestamp = '', nonce = '', signature } = request.query
  if (!isFresh(callback, timestamp, now)) return refused('clock')
  const isSignedPlainly = isSigned(signature ?? '', callback.token, timestamp, nonce)
  // Calls of 微信客服 carry the signature over what is sealed alone.
  if (!isSignedPlainly && !(callback.isSealed && signature === undefined)) return refused('signature')
  try {
    return callback.isSealed ? openSealed(callback, request) : openPlain(request.body)
  } catch (error) {
    return { status: 400, reason: error instanceof Error ? error.message : 'unreadable' }
  }
}

function openSealed(callback: Callback, { query, body }: HookRequest): Opened {
  const { timestamp = '', nonce = '', msg_signature: signature = '' } = query
  const sealed = textOf(readPush(body), 'encrypt')
  if (!isSigned(signature, callback.token, timestamp, nonce, sealed)) return refused('signature')
  const text = unsealed(callback, sealed)
  return text === undefined ? refused('key') : openPlain(Buffer.from(text))
}

function openPlain(body: Buffer): Opened {
  const tree = readPush(body)
  if (!textOf(tree, 'msgtype')) return { status: 400, reason: 'no push' }
  return { text: body.toString('utf8'), tree }
}

function refused(reason: string): Opened {
  return { status: 401, reason }
}
