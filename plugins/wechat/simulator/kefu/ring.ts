import { send } from '../push/pushing.ts'
import { createNonce } from '../push/envelope.ts'
import type { Envelope } from '../push/delivery.ts'
import { takeKey } from '../world/account.ts'
import { minute, seconds } from '../world/clock.ts'
import { randomId } from '../world/ids.ts'
import type { Patient } from '../world/patient.ts'
import { encrypt } from '../wire/cipher.ts'
import { type Fields, toXml } from '../wire/fields.ts'
import { sign } from '../wire/signature.ts'
import type { Kefu } from './world.ts'

const ringLasts = 10 * minute
const agent = 1000002

/** Something that a patient said. Resolves when the account was told once. */
export function said(world: Kefu, { id }: Patient, item: Record<string, unknown>): Promise<void> {
  return log(world, { open_kfid: world.openKfId, external_userid: id, origin: 3, ...item })
}

/** Something that happened with a patient. Resolves when the account was told once. */
export function happened(
  world: Kefu,
  { id }: Patient,
  event_type: string,
  more: Record<string, unknown>,
): Promise<void> {
  const event = { event_type, open_kfid: world.openKfId, external_userid: id, ...more }
  return log(world, { origin: 4, msgtype: 'event', event })
}

/** Puts something into the log, and rings. */
function log(world: Kefu, item: Record<string, unknown>): Promise<void> {
  const send_time = seconds(world.clock.outside())
  world.log.push({ at: world.clock.now(), item: { msgid: randomId('', 32), send_time, ...item } })
  const Token = randomId('ENC', 48)
  world.rings.set(Token, world.clock.now() + ringLasts)
  return ring(world, { Event: 'kf_msg_or_event', Token, OpenKfId: world.openKfId })
}

/** A callback that says nothing but that something is there. What is answered does not matter, if it is 200. */
export function ring(world: Kefu, fields: Fields): Promise<void> {
  const { account, clock } = world
  const CreateTime = seconds(clock.outside())
  const plain = toXml({ ToUserName: account.id, CreateTime, MsgType: 'event', ...fields })
  return send(world, envelopeOf(world, plain), async () => {})
}

function envelopeOf({ account, clock }: Kefu, plain: string): Envelope {
  const Encrypt = encrypt(takeKey(account), account.id, plain)
  return {
    body: toXml({ ToUserName: account.id, AgentID: String(agent), Encrypt }),
    contentType: 'text/xml',
    sign() {
      const [timestamp, nonce] = [String(seconds(clock.outside())), createNonce()]
      return { msg_signature: sign(account.token, timestamp, nonce, Encrypt), timestamp, nonce }
    },
  }
}
