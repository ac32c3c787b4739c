import type { HookRequest, Settings } from 'qiantai/plugin'
import { seal } from '../crypto/envelope.ts'
import { sign } from '../crypto/signature.ts'
import { writeXml } from '../xml.ts'
import { noon } from './stage.ts'

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

/** The text of a push in somebody's name, at the noon of tests. */
export function push(who: string, elements: Record<string, string>): string {
  return writeXml({ ToUserName: 'gh_anna', FromUserName: who, CreateTime: String(noon / 1000), ...elements })
}

/** A call to the bare address of an account, sealed as its settings say. */
export function sealedPush(settings: Settings, text: string) {
  const [token, aesKey] = ['token', 'aesKey'].map((name) => String(settings[name]))
  const owner = String(settings['appId'] ?? settings['corpId'])
  return { name: '', ...sealedCall(text, { token: token ?? '', aesKey: aesKey ?? '', owner, at: noon }) }
}

/** The same call, signed by somebody who does not know the token. */
export function forged<C extends HookRequest>(call: C): C {
  const { timestamp = '', nonce = '' } = call.query
  return { ...call, query: { ...call.query, msg_signature: sign('a-guess', timestamp, nonce) } }
}
