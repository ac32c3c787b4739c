import { takeKey } from '../world/account.ts'
import { seconds } from '../world/clock.ts'
import { randomHex } from '../world/ids.ts'
import type { World } from '../world/world.ts'
import { encrypt } from '../wire/cipher.ts'
import { type Fields, toJson, toXml } from '../wire/fields.ts'
import { sign } from '../wire/signature.ts'
import type { Envelope } from './delivery.ts'

/** A push to a public account or a mini program, in the account's mode and format. */
export function envelopeOf(world: World, openid: string, fields: Fields): Envelope {
  const { account } = world
  const write = account.format === 'json' ? toJson : toXml
  const contentType = account.format === 'json' ? 'application/json' : 'text/xml'
  if (account.mode === 'plain') return { body: write(fields), contentType, sign: () => signed(world, openid) }
  const Encrypt = encrypt(takeKey(account), account.id, write(fields))
  const outside = account.mode === 'compat' ? fields : { ToUserName: account.original }
  return {
    body: write({ ...outside, Encrypt }),
    contentType,
    sign: () => sealed(world, openid, Encrypt),
  }
}

function signed(world: World, openid: string): Record<string, string> {
  const timestamp = String(seconds(world.clock.outside()))
  const nonce = createNonce()
  return { signature: sign(world.account.token, timestamp, nonce), timestamp, nonce, openid }
}

function sealed(world: World, openid: string, encrypted: string): Record<string, string> {
  const plain = signed(world, openid)
  const { timestamp = '', nonce = '' } = plain
  const msg_signature = sign(world.account.token, timestamp, nonce, encrypted)
  return { ...plain, encrypt_type: 'aes', msg_signature }
}

/** Up to ten digits, as the platform's are. */
export const createNonce = () => String(parseInt(randomHex(8), 16))
