import { keysOf } from '../world/account.ts'
import type { Patient } from '../world/patient.ts'
import type { World } from '../world/world.ts'
import { textOf } from '../api/reading.ts'
import { decrypt } from '../wire/cipher.ts'
import { fromXml } from '../wire/fields.ts'
import { sign } from '../wire/signature.ts'

/**
 * The reply in the answer to a push: undefined where there is none (nothing, or `success`), `garbage` for what the
 * platform does not take: another form, another key or signature, not to this customer.
 */
export function passiveReply(
  world: World,
  patient: Patient,
  body: string,
): Record<string, unknown> | 'garbage' | undefined {
  if (body === '' || body === 'success') return undefined
  const outer = fromXml(body)
  const reply = outer && 'Encrypt' in outer ? opened(world, outer) : allowedPlain(world, outer)
  if (!reply) return 'garbage'
  const fits =
    textOf(reply, 'ToUserName') === patient.id &&
    textOf(reply, 'FromUserName') === world.account.original &&
    /^\d+$/.test(textOf(reply, 'CreateTime'))
  return fits ? reply : 'garbage'
}

function allowedPlain(world: World, outer: Record<string, unknown> | undefined) {
  return world.account.mode === 'safe' ? undefined : outer
}

function opened({ account }: World, outer: Record<string, unknown>): Record<string, unknown> | undefined {
  const [encrypted, timestamp, nonce] = ['Encrypt', 'TimeStamp', 'Nonce'].map((name) => textOf(outer, name))
  if (!encrypted || !timestamp || !nonce) return undefined
  if (sign(account.token, timestamp, nonce, encrypted) !== textOf(outer, 'MsgSignature')) return undefined
  return keysOf(account)
    .map((key) => attempt(key, encrypted))
    .filter((plain) => plain?.id === account.id)
    .map((plain) => fromXml(plain?.message ?? ''))[0]
}

function attempt(key: string, encrypted: string) {
  try {
    return decrypt(key, encrypted)
  } catch {
    return undefined
  }
}
