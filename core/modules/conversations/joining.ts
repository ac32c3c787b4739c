import type { App } from '../../module.ts'
import type { Profile } from '../../plugin/index.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { type Move, recordProfile } from '../people/index.ts'
import type { Conversation } from './conversation.ts'
import { closed, eventMessage } from './rules.ts'
import { conversationsAlone, giveTo, lockOpen } from './store/join.ts'
import { write } from './store/write.ts'

/**
 * Notes what a channel tells about its customer. Claims are kept as claims. Where a verified customer number or subject shows that
 * this is somebody we know, the identity joins that person and brings its conversations along; of two open ones, the
 * one with the newest message stays open. Throws Conflict where the customer is known by another one.
 */
export async function introduce(app: App, identityId: number, profile: Profile): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const move = await recordProfile(trx, identityId, profile, at)
    if (move) await follow(trx, move, at)
  })
}

async function follow(trx: Db, move: Move, at: string) {
  const open = await lockOpen(trx, [move.from, move.to])
  const moving = await conversationsAlone(trx, move)
  const coming = open.find(({ id }) => moving.includes(id))
  const there = open.find(({ personId }) => personId === move.to)
  if (coming && there) await settle(trx, coming, there, at)
  await giveTo(trx, moving, move.to)
}

/** One reception of one person: the older of the two ends, and its waiting goes on in the other. */
async function settle(trx: Db, one: Conversation, other: Conversation, at: string) {
  const [older, newer] = one.lastMessageAt < other.lastMessageAt ? [one, other] : [other, one]
  const waiting = [older.waitingSince, newer.waitingSince].filter((since) => since !== null).sort()
  await write(
    trx,
    [
      { conversation: older, change: closed('system', at, 'joined-other') },
      {
        conversation: newer,
        change: { messages: [eventMessage('system', 'joined')], patch: { waitingSince: waiting[0] ?? null } },
      },
    ],
    at,
  )
}
