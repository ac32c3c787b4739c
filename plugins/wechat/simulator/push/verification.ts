import type { World } from '../world/world.ts'
import { seconds } from '../world/clock.ts'
import { randomHex } from '../world/ids.ts'
import { encrypt } from '../wire/cipher.ts'
import { sign } from '../wire/signature.ts'
import { createNonce } from './envelope.ts'
import { post } from './post.ts'

/**
 * Verifies the clinic's address as the platform does when it is saved: the echo has to come back as it is, and nothing
 * else. WeCom encrypts it, and wants the answer within a second.
 */
export async function verifyAddress(world: World, kind: 'public' | 'corp'): Promise<boolean> {
  const timestamp = String(seconds(world.clock.outside()))
  const nonce = createNonce()
  const echo = String(parseInt(randomHex(13), 16))
  const query =
    kind === 'corp'
      ? sealedEcho(world, timestamp, nonce, echo)
      : { signature: sign(world.account.token, timestamp, nonce), timestamp, nonce, echostr: echo }
  const patience = kind === 'corp' ? world.patience / 5 : world.patience
  const answer = await post(world.stage.callback, { method: 'GET', query }, AbortSignal.timeout(patience))
  return answer?.status === 200 && answer.body === echo
}

function sealedEcho({ account }: World, timestamp: string, nonce: string, echo: string) {
  const echostr = encrypt(account.aesKey, account.id, echo)
  return { msg_signature: sign(account.token, timestamp, nonce, echostr), timestamp, nonce, echostr }
}
