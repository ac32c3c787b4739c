import { textOf } from '../api/reading.ts'
import type { ShowReply } from '../push/telling.ts'
import type { World } from '../world/world.ts'

/** A mini program's customers get no passive reply; they can only be handed over. */
export const showReply: ShowReply<World> = async (_world, _patient, reply) =>
  textOf(reply, 'MsgType') === 'transfer_customer_service'
