import type { HookRequest } from 'qiantai/plugin'
import { seal } from '../crypto/envelope.ts'
import { sign } from '../crypto/signature.ts'
import { writeXml } from '../xml.ts'

type Agreement = { token: string; aesKey: string; owner: string; at: number }

/** A call as the platform makes it in safe mode. `at` in milliseconds. */
export function sealedCall(text: string, { token, aesKey, owner, at }: Agreement): HookRequest {
  const [timestamp, nonce, sealed] = [String(Math.floor(at / 1000)), '1514711492', seal(aesKey, owner, text)]
  const body = writeXml({ ToUserName: 'gh_anna', Encrypt: sealed })
  const query = {
    signature: sign(token, timestamp, nonce),
    timestamp,
    nonce,
    encrypt_type: 'aes',
    msg_signature: sign(token, timestamp, nonce, sealed),
  }
  return { method: 'POST', query, headers: {}, body: Buffer.from(body) }
}

/** A call as the platform makes it in plain mode. */
export function plainCall(
  body: string | Buffer,
  { token, at }: Pick<Agreement, 'token' | 'at'>,
): HookRequest {
  const [timestamp, nonce] = [String(Math.floor(at / 1000)), '1514711492']
  const query = { signature: sign(token, timestamp, nonce), timestamp, nonce }
  return { method: 'POST', query, headers: {}, body: Buffer.from(body) }
}
