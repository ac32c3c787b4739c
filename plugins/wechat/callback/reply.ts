import { randomBytes } from 'node:crypto'
import { seal } from '../crypto/envelope.ts'
import { sign } from '../crypto/signature.ts'
import { type Tree, textOf } from '../tree.ts'
import { writeXml } from '../xml.ts'
import type { Callback } from './callback.ts'

/** A text as the answer to a push, sealed where pushes are. `now` in milliseconds. */
export function textReply(callback: Callback, push: Tree, text: string, now: number): string {
  const time = String(Math.floor(now / 1000))
  const reply = writeXml({
    ToUserName: textOf(push, 'fromusername'),
    FromUserName: textOf(push, 'tousername'),
    CreateTime: time,
    MsgType: 'text',
    Content: text,
  })
  return callback.isSealed ? sealedReply(callback, reply, time) : reply
}

function sealedReply({ keys, owner, token }: Callback, reply: string, time: string): string {
  const [key = ''] = keys()
  const sealed = seal(key, owner, reply)
  const nonce = randomBytes(8).toString('hex')
  return writeXml({
    Encrypt: sealed,
    MsgSignature: sign(token, time, nonce, sealed),
    TimeStamp: time,
    Nonce: nonce,
  })
}
