import type { App } from '../../../module.ts'
import type { Profile } from '../../../plugin/index.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { type Actor, audit } from '../../agents/index.ts'
import {
  type Evidence,
  moveAlone,
  type Move,
  movesWholly,
  noteProof,
  provenTwins,
  recognize,
  recordProfile,
} from '../../people/index.ts'
import { mergeInto, splitIdentity } from '../merging/index.ts'
import { settleOpen } from '../merging/settling.ts'
import { conversationsAlone, giveTo, lockOpen } from '../store/join.ts'

const house: Actor = { actor: 'system' }

/**
 * Notes what a channel tells about its customer. Claims are kept as claims. Where a verified customer number, subject or
 * telephone number shows that this is somebody we know, they become one and their conversations come along; of two open
 * ones, the one with the newest message stays open. Throws Conflict where the customer is known by another one.
 */
export async function introduce(app: App, identityId: number, profile: Profile): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const { personId, move, number } = await recordProfile(trx, identityId, profile, at)
    if (move) await follow(trx, move, house, at)
    if (number) await joinTwins(trx, { personId, number, evidence: 'signed' }, at)
  })
}

/**
 * This number (E.164) is shown to be the person's: a code that was sent there was read out, or a link opened. Whoever
 * else is proven to have it becomes one with them. Answers who the person is from now on.
 */
export async function proveNumber(
  trx: Db,
  proof: { personId: number; number: string; evidence: 'code' | 'link' },
  at: string,
): Promise<number> {
  await noteProof(trx, proof, at)
  return joinTwins(trx, proof, at)
}

/**
 * Gives the caller behind this identity to the person whom staff recognize in them (`null`: somebody new), and their
 * conversations with them. Answers the person.
 */
export async function joinCaller(
  trx: Db,
  { identityId, personId, actor }: { identityId: number; personId: number | null; actor: Actor },
  at: string,
): Promise<number> {
  if (personId === null) return splitIdentity(trx, { identityId, actor }, at)
  const move = await recognize(trx, { identityId, personId })
  if (move) await follow(trx, move, actor, at)
  return move?.to ?? personId
}

/** The person goes along where nobody remains behind the identity. */
async function follow(trx: Db, move: Move, actor: Actor, at: string) {
  const { identityId, from, to, evidence } = move
  if (await movesWholly(trx, move)) await mergeInto(trx, { from, to, evidence, actor: actor.actor }, at)
  else await followAlone(trx, move, at)
  const detail = { from, to, evidence }
  await audit(trx, { ...actor, action: 'identity.move', object: `identity:${identityId}`, detail }, at)
}

async function followAlone(trx: Db, move: Move, at: string) {
  const open = await lockOpen(trx, [move.from, move.to])
  const moving = await conversationsAlone(trx, move)
  const coming = open.find(({ id }) => moving.includes(id))
  const there = open.find(({ personId }) => personId === move.to)
  if (coming && there) await settleOpen(trx, [coming, there], 'system', at)
  await giveTo(trx, moving, move.to)
  await moveAlone(trx, move, at)
}

/** The oldest of them is who stays. */
async function joinTwins(
  trx: Db,
  { personId, number, evidence }: { personId: number; number: string; evidence: Evidence },
  at: string,
): Promise<number> {
  const twins = await provenTwins(trx, personId, number)
  const to = Math.min(personId, ...twins)
  for (const from of [personId, ...twins].filter((id) => id !== to)) {
    await mergeInto(trx, { from, to, evidence, actor: house.actor }, at)
    const detail = { from, to, evidence }
    await audit(trx, { ...house, action: 'person.merge', object: `person:${to}`, detail }, at)
  }
  return to
}
